package dev.slipway.health;

import java.time.Duration;
import java.util.List;

/**
 * Figures of a placement over a stretch of time, oldest first. Where nobody looked there is no sample.
 *
 * @param step of time each sample stands for
 * @param states how it was when the stretch began, if that is known, and every change within it
 */
public record Series(Duration step, List<Sample> samples, List<HealthChange> states) {

    public Series {
        samples = List.copyOf(samples);
        states = List.copyOf(states);
    }
}
