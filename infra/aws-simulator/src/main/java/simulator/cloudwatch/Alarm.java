package simulator.cloudwatch;

import java.time.Instant;

/**
 * A metric alarm. Its state is not evaluated here: whoever holds the simulator sets it.
 *
 * @param watched the metric
 * @param state {@code OK}, {@code ALARM} or {@code INSUFFICIENT_DATA}
 */
public record Alarm(String name, Series watched, double threshold, String state, String reason, Instant changedAt) {

    public boolean firing() {
        return state.equals("ALARM");
    }

    Alarm in(String newState, String newReason, Instant now) {
        return new Alarm(name, watched, threshold, newState, newReason, now);
    }
}
