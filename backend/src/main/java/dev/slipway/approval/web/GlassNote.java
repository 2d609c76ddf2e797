package dev.slipway.approval.web;

import dev.slipway.approval.BrokenGlass;
import java.time.Instant;
import java.util.List;

/**
 * Broken glass as every page tells of it.
 *
 * @param items the most urgent few
 * @param more how many others there are
 */
record GlassNote(List<Item> items, int more) {

    private static final int SHOWN = 3;

    /** One of them. */
    record Item(
            String project,
            long number,
            String title,
            String gates,
            String by,
            String reason,
            Instant at,
            Instant reviewBy,
            boolean overdue) {}

    static GlassNote of(List<BrokenGlass> open, Instant now) {
        return new GlassNote(
                open.stream().limit(SHOWN).map(glass -> item(glass, now)).toList(), Math.max(0, open.size() - SHOWN));
    }

    private static Item item(BrokenGlass glass, Instant now) {
        return new Item(
                glass.subject().project(),
                glass.subject().number(),
                glass.subject().title(),
                String.join(", ", glass.gates()),
                glass.breaking().by().name(),
                glass.breaking().reason(),
                glass.breaking().at(),
                glass.reviewBy(),
                glass.overdue(now));
    }
}
