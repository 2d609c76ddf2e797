package dev.slipway.dashboard.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.target.Health;
import dev.slipway.target.Load;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BadgeTest {

    @Test
    void unknownShouldNeverLookWell() {
        var badge = Badge.of(placed("web", Health.UNKNOWN, "1.1.0", null));

        assertThat(badge.state()).isEqualTo("unknown");
        assertThat(badge.colour())
                .isNotEqualTo(
                        Badge.of(placed("web", Health.HEALTHY, "1.1.0", false)).colour());
    }

    @Test
    void driftShouldBeToldBeforeHealth() {
        assertThat(Badge.of(placed("web", Health.HEALTHY, "1.2.0", true)).state())
                .isEqualTo("1.2.0 · drift");
    }

    @Test
    void pictureShouldTakeNoMarkupFromNames() {
        var svg = Badge.of(placed("<script>", Health.HEALTHY, "1.1.0", false)).svg();

        assertThat(svg).contains("&lt;script&gt;").doesNotContain("<script>").contains("healthy");
    }

    private static StatusAnswer.Placed placed(String service, Health health, String version, @Nullable Boolean drift) {
        return new StatusAnswer.Placed(
                "prod", service, health, version, List.of(), 2, 2, null, "", null, drift, null, Load.NONE);
    }
}
