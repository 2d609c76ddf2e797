package dev.slipway.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PromotionStateTest {

    /** A column for each event, in their order; {@code -} is refused. */
    private static final String TABLE = """
        state       waits      runs       succeeded rolled_back failed rejected   expired    void       refused    cancelled  unknown withdraw  supersede
        WAITING     WAITING    RUNNING    SHIPPED   ROLLED_BACK FAILED REJECTED   EXPIRED    VOID       REFUSED    CANCELLED  UNKNOWN WITHDRAWN SUPERSEDED
        RUNNING     RUNNING    RUNNING    SHIPPED   ROLLED_BACK FAILED REJECTED   EXPIRED    VOID       REFUSED    CANCELLED  UNKNOWN -         -
        SHIPPED     -          -          -         -           -      -          -          -          -          -          -       -         -
        ROLLED_BACK -          -          -         -           -      -          -          -          -          -          -       -         -
        FAILED      -          -          -         -           -      -          -          -          -          -          -       -         -
        REJECTED    -          -          -         -           -      -          -          -          -          -          -       -         -
        EXPIRED     -          -          -         -           -      -          -          -          -          -          -       -         -
        VOID        -          -          -         -           -      -          -          -          -          -          -       -         -
        REFUSED     -          -          -         -           -      -          -          -          -          -          -       -         -
        CANCELLED   -          -          -         -           -      -          -          -          -          -          -       -         -
        UNKNOWN     -          -          -         -           -      -          -          -          -          -          -       -         -
        WITHDRAWN   WITHDRAWN  WITHDRAWN  SHIPPED   ROLLED_BACK FAILED WITHDRAWN  WITHDRAWN  WITHDRAWN  WITHDRAWN  WITHDRAWN  UNKNOWN -         -
        SUPERSEDED  SUPERSEDED SUPERSEDED SHIPPED   ROLLED_BACK FAILED SUPERSEDED SUPERSEDED SUPERSEDED SUPERSEDED SUPERSEDED UNKNOWN -         -
        """;

    @Test
    void everyEventInEveryStateShouldDoWhatTheTableSays() {
        var rows = TABLE.lines().skip(1).map(line -> line.strip().split("\\s+")).toList();

        assertThat(rows).extracting(row -> row[0]).containsExactly(names(PromotionState.values()));
        for (var row : rows) {
            for (var event : PromotionEvent.values()) {
                var expected = row[1 + event.ordinal()];
                assertThat(PromotionState.valueOf(row[0]).on(event))
                        .as(row[0] + " on " + event)
                        .isEqualTo(
                                expected.equals("-")
                                        ? Optional.empty()
                                        : Optional.of(PromotionState.valueOf(expected)));
            }
        }
    }

    @Test
    void whateverHappensBeforeTheEndOfTheJobShouldDecideWhatItCameTo() {
        var random = new Random(4);
        var ends = new PromotionEvent[] {
            PromotionEvent.JOB_SUCCEEDED,
            PromotionEvent.JOB_ROLLED_BACK,
            PromotionEvent.JOB_FAILED,
            PromotionEvent.JOB_UNKNOWN
        };
        for (var run = 0; run < 10_000; run++) {
            var state = PromotionState.WAITING;
            for (var i = random.nextInt(6); i > 0; i--) {
                state = state.on(meanwhile(random)).orElse(state);
            }
            var end = ends[random.nextInt(ends.length)];
            assertThat(state.on(end)).isEqualTo(PromotionState.WAITING.on(end));
            assertThat(state.on(end).orElseThrow().over()).isTrue();
        }
    }

    private static PromotionEvent meanwhile(Random random) {
        var events = new PromotionEvent[] {
            PromotionEvent.JOB_WAITS, PromotionEvent.JOB_RUNS, PromotionEvent.WITHDRAW, PromotionEvent.SUPERSEDE
        };
        return events[random.nextInt(events.length)];
    }

    private static String[] names(PromotionState[] states) {
        return Arrays.stream(states).map(Enum::name).toArray(String[]::new);
    }
}
