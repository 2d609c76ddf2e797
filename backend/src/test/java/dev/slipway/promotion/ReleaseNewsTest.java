package dev.slipway.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.release.Release;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReleaseNewsTest {

    private static final List<Release> NEWEST_FIRST = List.of(
            release("1.2.0", "Tides.\n\n- e15d83c Ask the tide service (HARBOUR-12)\n* Be kind"),
            release("1.1.0", "- 90b4c6e Count visits, see HARBOUR-9 and HARBOUR-12"),
            release("1.0.0", null));

    @Test
    void newsShouldBeWhatCameAfterTheReleaseThatRuns() {
        var between = ReleaseNews.between(NEWEST_FIRST, "1.0.0", "1.2.0");

        assertThat(between.back()).isFalse();
        assertThat(between.news()).extracting(ReleaseNews::version).containsExactly("1.2.0", "1.1.0");
        assertThat(between.news().getFirst().changes())
                .containsExactly(
                        new ReleaseNews.Change("e15d83c", "Ask the tide service (HARBOUR-12)"),
                        new ReleaseNews.Change(null, "Be kind"));
        assertThat(between.news().getLast().tickets()).containsExactly("HARBOUR-9", "HARBOUR-12");
    }

    @Test
    void goingBackShouldTellWhatIsLost() {
        var between = ReleaseNews.between(NEWEST_FIRST, "1.2.0", "1.0.0");

        assertThat(between.back()).isTrue();
        assertThat(between.news()).extracting(ReleaseNews::version).containsExactly("1.2.0", "1.1.0");
    }

    @Test
    void whereNothingRanOnlyTheReleaseItselfShouldBeNews() {
        assertThat(ReleaseNews.between(NEWEST_FIRST, null, "1.1.0").news())
                .extracting(ReleaseNews::version)
                .containsExactly("1.1.0");
    }

    private static Release release(String version, @Nullable String notes) {
        return new Release(
                "shop", "web", version, List.of(), "abc1234", null, Map.of(), notes, Instant.EPOCH, "Dana", null);
    }
}
