package dev.slipway.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.catalog.Checks;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SlotTest {

    private static final Checks EVERY_6_HOURS = new Checks(Map.of(), Duration.ofHours(6), null);
    private static final Checks EACH_MORNING = new Checks(Map.of(), null, LocalTime.of(6, 0));

    @Test
    void everyMomentOfAPeriodShouldHaveTheSameSlot() {
        var due = Slot.due(EVERY_6_HOURS, at("2026-11-22T06:00:00Z"));

        assertThat(due).contains(new Slot(at("2026-11-22T06:00:00Z")));
        assertThat(Slot.due(EVERY_6_HOURS, at("2026-11-22T11:59:59Z"))).isEqualTo(due);
        assertThat(Slot.due(EVERY_6_HOURS, at("2026-11-22T12:00:00Z"))).isNotEqualTo(due);
    }

    @Test
    void timeOfDayShouldBeDueUntilTheNextDay() {
        assertThat(Slot.due(EACH_MORNING, at("2026-11-22T05:59:00Z"))).contains(new Slot(at("2026-11-21T06:00:00Z")));
        assertThat(Slot.due(EACH_MORNING, at("2026-11-22T06:00:00Z"))).contains(new Slot(at("2026-11-22T06:00:00Z")));
    }

    @Test
    void environmentWithoutAScheduleShouldNeverBeDue() {
        assertThat(Slot.due(Checks.NONE, at("2026-11-22T06:00:00Z"))).isEmpty();
    }

    private static Instant at(String text) {
        return Instant.parse(text);
    }
}
