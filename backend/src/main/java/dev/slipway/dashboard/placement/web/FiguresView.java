package dev.slipway.dashboard.placement.web;

import dev.slipway.catalog.Metering;
import dev.slipway.dashboard.placement.PlacementNow;
import dev.slipway.dashboard.web.DashboardWords;
import dev.slipway.health.HealthChange;
import dev.slipway.health.Sample;
import dev.slipway.health.Series;
import dev.slipway.web.Glyph;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Figures over time, as a table from which the charts are drawn. Measures that the target never told are left out.
 *
 * @param step seconds for which each row stands
 * @param columns of the table after time and state
 */
record FiguresView(Instant from, Instant until, long step, List<Column> columns, List<Row> rows, List<State> states) {

    /** @param chart which columns are drawn together */
    record Column(String chart, String title) {}

    /** @param values a dash where nothing was told */
    record Row(Instant at, Glyph worst, List<String> values) {}

    /** From when on it was like this. */
    record State(Instant at, String kind) {}

    private record Measured(Column column, Function<Sample, @Nullable Double> value) {}

    private static final double MEGABYTE = 1024 * 1024;
    private static final List<Measured> ALL = List.of(
            new Measured(
                    new Column("Instances", "running"),
                    sample -> seen(sample) ? (double) sample.instances().least() : null),
            new Measured(
                    new Column("Instances", "desired"),
                    sample -> seen(sample) ? (double) sample.instances().desired() : null),
            new Measured(
                    new Column("Restarts", "restarts"),
                    sample -> seen(sample) && sample.instances().restarts() > 0
                            ? (double) sample.instances().restarts()
                            : null),
            measured("Latency, ms", "latency", sample -> sample.measures().latencyMillis(), 1),
            measured("CPU, processors", "CPU", sample -> sample.measures().cpuCores(), 1),
            measured("Memory, MB", "memory", sample -> sample.measures().memoryBytes(), MEGABYTE),
            measured(
                    "Requests per second",
                    "requests",
                    sample -> sample.measures().requestsPerSecond(),
                    1),
            measured("Errors per second", "errors", sample -> sample.measures().errorsPerSecond(), 1));

    private static Measured queue(PlacementNow now) {
        var queue = now.placement().service().metering().queue();
        return measured(
                "Queue, " + (queue == null ? Metering.WAITING : queue.unit()),
                "queue",
                sample -> sample.measures().queueDepth(),
                1);
    }

    /** Of whole steps, so that the picture changes when there is something new in it. */
    static FiguresView of(PlacementNow now) {
        var past = now.past();
        var figures = past.figures();
        var told = Stream.concat(ALL.stream(), Stream.of(queue(now)))
                .filter(one -> figures.samples().stream()
                        .anyMatch(sample -> one.value().apply(sample) != null))
                .toList();
        return new FiguresView(
                floor(past.from(), figures.step()),
                floor(past.until(), figures.step()).plus(figures.step()),
                figures.step().toSeconds(),
                told.stream().map(Measured::column).toList(),
                figures.samples().stream().map(sample -> row(sample, told)).toList(),
                states(past.from(), figures));
    }

    private static List<State> states(Instant from, Series figures) {
        return figures.states().stream()
                .map(change ->
                        new State(change.at().isBefore(from) ? floor(from, figures.step()) : change.at(), kind(change)))
                .toList();
    }

    private static String kind(HealthChange change) {
        return DashboardWords.glyph(change.health()).kind();
    }

    private static Row row(Sample sample, List<Measured> told) {
        return new Row(
                sample.at(),
                DashboardWords.glyph(sample.seen().worst()),
                told.stream().map(one -> text(one.value().apply(sample))).toList());
    }

    private static String text(@Nullable Double value) {
        return value == null
                ? "–"
                : value == Math.rint(value)
                        ? Long.toString(Math.round(value))
                        : String.format(Locale.ROOT, value < 0.1 ? "%.4f" : "%.2f", value);
    }

    private static boolean seen(Sample sample) {
        return sample.seen().looks() > sample.seen().unknown();
    }

    private static Measured measured(
            String chart, String title, Function<Sample, Sample.@Nullable Measure> measure, double unit) {
        return new Measured(new Column(chart, title), sample -> {
            var found = measure.apply(sample);
            return found == null ? null : found.mean() / unit;
        });
    }

    private static Instant floor(Instant at, Duration step) {
        var seconds = Math.max(1, step.toSeconds());
        return Instant.ofEpochSecond(Math.floorDiv(at.getEpochSecond(), seconds) * seconds);
    }
}
