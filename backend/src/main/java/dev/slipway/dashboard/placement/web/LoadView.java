package dev.slipway.dashboard.placement.web;

import dev.slipway.catalog.Metering;
import dev.slipway.dashboard.placement.PlacementNow;
import dev.slipway.dashboard.web.Amount;
import dev.slipway.health.Reading;
import dev.slipway.target.Health;
import dev.slipway.target.Load;
import dev.slipway.web.Glyph;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a placement has to do now, and who tells it.
 *
 * @param figures empty where nobody tells anything
 */
record LoadView(List<Figure> figures, List<Source> sources) {

    /** One figure with its unit; where somebody said how to ask and nobody tells, that it is not known. */
    record Figure(String name, String value) {

        private static final String UNKNOWN = "unknown";

        private boolean isUnknown() {
            return value.equals(UNKNOWN);
        }
    }

    /**
     * Somebody who is asked besides the target.
     *
     * @param at what moment the figures are of; null if there are none
     * @param since from when on there has been trouble; null if there is none
     */
    record Source(
            String name,
            Glyph glyph,
            @Nullable Instant at,
            String trouble,
            @Nullable Instant since) {}

    private static final Glyph TOLD = new Glyph("ok", "told");
    private static final Glyph PARTLY = new Glyph("warn", "partly told");
    private static final Glyph UNKNOWN = new Glyph("unk", "unknown");

    static LoadView of(PlacementNow now) {
        var observed = now.observed();
        return new LoadView(
                figures(
                        observed == null ? Load.NONE : observed.load(),
                        now.placement().service().metering(),
                        observed != null && observed.health() == Health.ABSENT),
                observed == null
                        ? List.of()
                        : observed.readings().stream()
                                .filter(reading -> !reading.load().tellsNothing()
                                        || !reading.trouble().isEmpty())
                                .map(LoadView::source)
                                .toList());
    }

    private static List<Figure> figures(Load load, Metering metering, boolean absent) {
        var figures = new ArrayList<Figure>();
        var queue = metering.queue();
        if (queue != null) {
            figures.add(figure("Queue", load.queueDepth(), 1, queue.unit()));
        }
        figures.add(figure("Requests", load.requestsPerSecond(), 1, "a second"));
        figures.add(figure("Errors", load.errorsPerSecond(), 1, "a second"));
        figures.add(figure("Latency", load.latencyMillis(), 1, "ms"));
        figures.add(figure("CPU", load.cpuCores(), 1, "processors"));
        figures.add(figure("Memory", load.memoryBytes(), Amount.MEGABYTE, "MB"));
        var wanted = metering.queries().keySet().stream()
                .map(metric -> metric.name().toLowerCase(Locale.ROOT))
                .toList();
        return figures.stream()
                .filter(one -> !one.isUnknown()
                        || !absent
                                && (one.name().equals("Queue")
                                        || wanted.contains(one.name().toLowerCase(Locale.ROOT))))
                .toList();
    }

    private static Figure figure(String name, @Nullable Double value, double unit, String word) {
        return new Figure(name, value == null ? Figure.UNKNOWN : Amount.text(value / unit) + " " + word);
    }

    private static Source source(Reading reading) {
        var glyph = reading.trouble().isEmpty() ? TOLD : reading.load().tellsNothing() ? UNKNOWN : PARTLY;
        return new Source(reading.by(), glyph, reading.at(), reading.trouble(), reading.since());
    }
}
