package dev.slipway.check.web;

import dev.slipway.check.CheckRun;
import dev.slipway.target.Finding.Result;
import dev.slipway.web.Glyph;
import java.time.Instant;
import java.util.List;

/** One run in a list. */
record RunRow(
        long number,
        Glyph glyph,
        String services,
        String by,
        String title,
        Instant at,
        long passed,
        long warned,
        long blocked,
        long unknown) {

    static RunRow of(CheckRun run) {
        var order = run.job().order();
        return new RunRow(
                run.job().number(),
                glyph(run),
                services(List.copyOf(run.findings().keySet())),
                order.requestedBy().name(),
                order.note() == null ? order.title() : order.note(),
                order.requestedAt(),
                run.count(Result.PASS),
                run.count(Result.WARN),
                run.count(Result.BLOCK),
                run.count(Result.UNKNOWN));
    }

    private static String services(List<String> all) {
        return all.size() > 3
                ? String.join(", ", all.subList(0, 3)) + " and " + (all.size() - 3) + " more"
                : String.join(", ", all);
    }

    /** The gravest of its findings. */
    private static Glyph glyph(CheckRun run) {
        for (var result : List.of(Result.BLOCK, Result.UNKNOWN, Result.WARN)) {
            if (run.count(result) > 0) {
                return FindingGlyphs.of(result);
            }
        }
        return FindingGlyphs.of(Result.PASS);
    }
}
