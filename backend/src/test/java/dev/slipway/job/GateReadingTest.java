package dev.slipway.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.job.spi.Gate.Opening;
import dev.slipway.job.spi.Gate.Standing;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GateReadingTest {

    private static final Instant NOW = Instant.parse("2026-11-27T20:00:00Z");
    private static final Instant SOON = NOW.plusSeconds(60);
    private static final Instant LATER = NOW.plusSeconds(3600);

    private static Standing standing(String word) {
        return switch (word) {
            case "open" -> Standing.open("g", "G", "open");
            case "soon" -> Standing.closed("g", "G", "closed", Opening.at(SOON));
            case "later" -> Standing.closed("g", "G", "closed", Opening.at(LATER));
            case "person" -> Standing.closed("g", "G", "asks", Opening.by("Ada", null));
            case "refused" -> Standing.refused("g", "G", "never");
            default -> Standing.unknown("g", "G", "lost");
        };
    }

    private static GateReading of(String a, String b) {
        return new GateReading(List.of(standing(a), standing(b)), NOW);
    }

    @ParameterizedTest
    @CsvSource({
        // two gates, whether open, whether refused, when both may be open (in s), when to ask again (in s)
        "open,    open,    true,  false, ,     ",
        "open,    soon,    false, false, 60,   60",
        "soon,    later,   false, false, 3600, 60",
        "later,   open,    false, false, 3600, 3600",
        "person,  soon,    false, false, ,     60",
        "person,  open,    false, false, ,     ",
        "unknown, open,    false, false, ,     ",
        "unknown, later,   false, false, ,     3600",
        "refused, open,    false, true,  ,     ",
        "refused, soon,    false, true,  ,     60",
        "person,  unknown, false, false, ,     ",
        "refused, refused, false, true,  ,     ",
    })
    void gatesTogetherShouldStand(
            String a, String b, boolean open, boolean refused, @Nullable Long opens, @Nullable Long next) {
        for (var reading : List.of(of(a, b), of(b, a))) {
            assertThat(reading.open()).isEqualTo(open);
            assertThat(reading.refusal().isPresent()).isEqualTo(refused);
            assertThat(reading.opens().map(at -> at.getEpochSecond() - NOW.getEpochSecond()))
                    .isEqualTo(Optional.ofNullable(opens));
            assertThat(Optional.ofNullable(reading.next()).map(at -> at.getEpochSecond() - NOW.getEpochSecond()))
                    .isEqualTo(Optional.ofNullable(next));
        }
    }

    @Test
    void noGateShouldBeOpen() {
        assertThat(new GateReading(List.of(), NOW).open()).isTrue();
    }

    @Test
    void reasonShouldNameTheFirstAndCountTheRest() {
        assertThat(of("soon", "person").reason()).isEqualTo("closed (and 1 more)");
        assertThat(of("open", "person").reason()).isEqualTo("asks");
    }
}
