package dev.slipway.health.web;

import dev.slipway.health.Sample;
import dev.slipway.health.Series;
import java.util.List;

/** Figures of a placement as they are answered. */
record SeriesAnswer(long stepSeconds, List<Sample> samples, List<StateAnswer> states) {

    static SeriesAnswer of(Series series) {
        return new SeriesAnswer(
                series.step().toSeconds(),
                series.samples(),
                series.states().stream().map(StateAnswer::of).toList());
    }
}
