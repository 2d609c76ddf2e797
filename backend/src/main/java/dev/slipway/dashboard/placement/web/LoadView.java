package dev.slipway.dashboard.placement.web;

import dev.slipway.catalog.Metering;
import dev.slipway.dashboard.placement.PlacementNow;
import dev.slipway.dashboard.web.Amount;
import dev.slipway.health.Observed;
import dev.slipway.health.Reading;
import dev.slipway.target.Health;
import dev.slipway.target.Load;
import dev.slipway.web.Glyph;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a placement has to do now, and who tells it.
 *
 * @param figures empty where nobody tells anything
 */
record LoadView(List<Figure> figures, List<Source> sources) {

    /** One figure with its unit. */
    record Figure(String name, String value) {}

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
        var queue = now.placement().service().metering().queue();
        return new LoadView(
                figures(observed == null ? Load.NONE : observed.load(), isAbsent(observed) ? null : queue),
                observed == null
                        ? List.of()
                        : observed.readings().stream()
                                .filter(reading -> !reading.load().tellsNothing()
                                        || !reading.trouble().isEmpty())
                                .map(LoadView::source)
                                .toList());
    }

    private static boolean isAbsent(@Nullable Observed observed) {
        return observed != null && observed.health() == Health.ABSENT;
    }

    private static List<Figure> figures(Load load, Metering.@Nullable Queue queue) {
        var figures = new ArrayList<Figure>();
        if (queue != null) {
            figures.add(new Figure(
                    "Queue",
                    load.queueDepth() == null ? "unknown" : Amount.text(load.queueDepth()) + " " + queue.unit()));
        }
        add(figures, "Requests", load.requestsPerSecond(), 1, "a second");
        add(figures, "Errors", load.errorsPerSecond(), 1, "a second");
        add(figures, "Latency", load.latencyMillis(), 1, "ms");
        add(figures, "CPU", load.cpuCores(), 1, "processors");
        add(figures, "Memory", load.memoryBytes(), Amount.MEGABYTE, "MB");
        return figures;
    }

    private static void add(List<Figure> figures, String name, @Nullable Double value, double unit, String word) {
        if (value != null) {
            figures.add(new Figure(name, Amount.text(value / unit) + " " + word));
        }
    }

    private static Source source(Reading reading) {
        var glyph = reading.trouble().isEmpty() ? TOLD : reading.load().tellsNothing() ? UNKNOWN : PARTLY;
        return new Source(reading.by(), glyph, reading.at(), reading.trouble(), reading.since());
    }
}
