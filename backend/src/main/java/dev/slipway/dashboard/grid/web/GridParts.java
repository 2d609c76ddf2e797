package dev.slipway.dashboard.grid.web;

import dev.slipway.dashboard.grid.GridState;
import dev.slipway.identity.Projects;
import dev.slipway.web.Part;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The parts of a grid as somebody sees it.
 *
 * @param shape around the tiles, with them
 * @param troubles what the wall says in words
 * @param pulse when this was read, so that a page knows for how long it has heard nothing
 */
record GridParts(Part shape, Part summary, Part troubles, Part pulse, boolean wall) {

    /** Apart from which a page is told that it is current, when nothing changes. */
    private static final long BEAT_SECONDS = 5;

    /** Who sees the same: one made for all of them. */
    record Seen(GridQuery query, Projects projects, Set<String> starred) {}

    static GridParts of(GridState state, Seen seen) {
        var rows = new GridRows(
                state,
                new GridFilter(seen.query(), seen.starred()),
                state.projects().stream()
                        .filter(project -> seen.projects().include(project.key()))
                        .toList());
        var shape = new GridShape(rows.sections(), seen.query());
        return new GridParts(
                new Part("dashboard/tiles", "grid", shape),
                new Part("dashboard/summary", "grid-summary", GridSummary.of(rows.shown())),
                new Part("dashboard/troubles", "grid-troubles", GridTroubles.of(rows.shown())),
                new Part("dashboard/pulse", "grid-pulse", beat(state.at())),
                seen.query().shown() == GridQuery.Mode.WALL);
    }

    private static Instant beat(Instant at) {
        return Instant.ofEpochSecond(at.getEpochSecond() / BEAT_SECONDS * BEAT_SECONDS);
    }

    /** The pulse comes last: what it vouches for is there. Only the wall has a place for the troubles in words. */
    List<Part> all() {
        var tiles = ((GridShape) shape.it()).parts();
        var words = wall ? Stream.of(summary, troubles, pulse) : Stream.of(summary, pulse);
        return Stream.of(Stream.of(shape), tiles.stream(), words)
                .flatMap(part -> part)
                .toList();
    }
}
