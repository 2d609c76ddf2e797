package dev.slipway.check.web;

import dev.slipway.check.CheckRuns;
import dev.slipway.check.Comparison;
import dev.slipway.check.Comparison.Change;
import dev.slipway.target.Finding;
import dev.slipway.web.Glyph;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One run against another, service by service, what does not pass first.
 *
 * @param with the run it is compared with; null when there is none
 * @param others that it could be compared with
 */
record RunView(
        long number,
        String title,
        String environment,
        Instant at,
        @Nullable Long with,
        List<Other> others,
        String summary,
        List<Service> services) {

    /** Another run. */
    record Other(long number, String words) {}

    /** The checks of one service. */
    record Service(String service, List<Check> checks) {}

    /**
     * One check.
     *
     * @param before null when there is nothing to compare with, or it was not made before
     * @param now null when it is not made any more
     * @param tag what changed, in a word; empty when nothing did
     * @param kind of the tag
     * @param was what was seen before, if it was something else
     */
    record Check(
            String code,
            String title,
            @Nullable Glyph before,
            @Nullable Glyph now,
            String tag,
            String kind,
            String evidence,
            @Nullable String was,
            String remedy) {}

    static RunView of(CheckRuns.Found found, Comparison comparison, @Nullable Long with) {
        var job = found.run().job();
        var others = found.others().stream()
                .limit(30)
                .map(other -> new Other(
                        other.job().number(),
                        "#" + other.job().number() + " of "
                                + other.job()
                                        .order()
                                        .requestedAt()
                                        .toString()
                                        .substring(0, 16)
                                        .replace('T', ' ')))
                .toList();
        var before = with != null
                ? with
                : found.others().stream()
                        .map(other -> other.job().number())
                        .filter(number -> number < job.number())
                        .findFirst()
                        .orElse(null);
        return new RunView(
                job.number(),
                job.order().title(),
                job.order().environment(),
                job.order().requestedAt(),
                before,
                others,
                summary(comparison, before),
                services(comparison));
    }

    private static String summary(Comparison comparison, @Nullable Long before) {
        if (before == null) {
            return "There is no earlier run to compare with.";
        }
        return "Against #%d: %d new, %d gone, %d changed."
                .formatted(
                        before,
                        comparison.count(Change.NEW),
                        comparison.count(Change.GONE),
                        comparison.count(Change.CHANGED));
    }

    private static List<Service> services(Comparison comparison) {
        var byService = new LinkedHashMap<String, List<Comparison.Row>>();
        comparison
                .rows()
                .forEach(row -> byService
                        .computeIfAbsent(row.service(), _ -> new java.util.ArrayList<>())
                        .add(row));
        return byService.entrySet().stream()
                .map(entry -> new Service(
                        entry.getKey(),
                        entry.getValue().stream()
                                .sorted(Comparator.comparingInt(RunView::gravity)
                                        .reversed())
                                .map(RunView::check)
                                .toList()))
                .toList();
    }

    private static int gravity(Comparison.Row row) {
        if (row.now() == null) {
            return 0;
        }
        return switch (row.now().result()) {
            case PASS -> row.change() == Change.CHANGED ? 2 : 1;
            case WARN -> 3;
            case UNKNOWN -> 4;
            case BLOCK -> 5;
        };
    }

    private static Check check(Comparison.Row row) {
        var shown = row.shown();
        var before = row.before();
        return new Check(
                shown.check(),
                shown.title(),
                glyph(before),
                glyph(row.now()),
                switch (row.change()) {
                    case NEW -> "new";
                    case GONE -> "gone";
                    case CHANGED -> "changed";
                    case RESTATED, SAME -> "";
                },
                row.change() == Change.CHANGED ? "warn" : "accent",
                shown.evidence(),
                before != null
                                && row.now() != null
                                && !before.evidence().equals(row.now().evidence())
                        ? before.evidence()
                        : null,
                shown.remedy());
    }

    private static @Nullable Glyph glyph(@Nullable Finding finding) {
        return finding == null ? null : FindingGlyphs.of(finding.result());
    }
}
