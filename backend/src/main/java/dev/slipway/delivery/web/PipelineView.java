package dev.slipway.delivery.web;

import dev.slipway.delivery.PipelineTrend;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;

/**
 * How long a pipeline takes, each figure with the address of the jobs behind it.
 *
 * @param median of the newest day or week
 */
record PipelineView(String key, long jobs, String to, String median, List<Point> points, List<Step> slowest) {

    /** @param minutes with a point, as the chart reads it */
    record Point(LocalDate from, long jobs, String minutes, String to) {}

    record Step(String title, long runs, String median, String longest, String to) {}

    static PipelineView of(PipelineTrend trend, Addresses addresses) {
        return new PipelineView(
                trend.pipeline(),
                trend.jobs(),
                addresses.jobs(trend.pipeline()),
                trend.times().isEmpty()
                        ? Words.NONE
                        : Words.time(trend.times().getLast().median()),
                trend.times().stream()
                        .map(time -> new Point(
                                time.from(),
                                time.jobs(),
                                String.format(Locale.ROOT, "%.2f", time.median().toMillis() / 60_000.0),
                                addresses.jobs(trend.pipeline(), time.from())))
                        .toList(),
                trend.slowest().stream()
                        .map(step -> new Step(
                                step.title(),
                                step.runs(),
                                Words.time(step.median()),
                                Words.time(step.longest()),
                                addresses.steps(trend.pipeline(), step.step())))
                        .toList());
    }
}
