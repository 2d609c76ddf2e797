package dev.slipway.dashboard.grid.web;

import dev.slipway.dashboard.grid.Tile;
import dev.slipway.dashboard.web.DashboardWords;
import dev.slipway.target.Health;
import dev.slipway.web.Glyph;
import java.util.ArrayList;
import java.util.List;

/**
 * How many placements are in which state.
 *
 * @param services with a place that is shown
 */
record GridSummary(long services, int placements, List<Count> counts) {

    private static final List<Health> ORDER =
            List.of(Health.UNHEALTHY, Health.UNKNOWN, Health.DEGRADED, Health.MOVING, Health.HEALTHY, Health.ABSENT);

    /** Some in one state. */
    record Count(Glyph glyph, long number) {}

    static GridSummary of(List<Tile> tiles) {
        var counts = new ArrayList<Count>();
        for (var health : ORDER) {
            add(
                    counts,
                    DashboardWords.glyph(health),
                    tiles.stream().filter(tile -> tile.health() == health).count());
        }
        add(
                counts,
                new Glyph("warn", "drift"),
                tiles.stream().filter(Tile::drifts).count());
        add(
                counts,
                new Glyph("run", "changing"),
                tiles.stream().filter(tile -> tile.change() != null).count());
        add(
                counts,
                new Glyph("warn", "with an alert"),
                tiles.stream().filter(tile -> tile.alerts() > 0).count());
        return new GridSummary(
                tiles.stream()
                        .map(tile -> tile.key().project() + "/" + tile.key().service())
                        .distinct()
                        .count(),
                tiles.size(),
                List.copyOf(counts));
    }

    private static void add(List<Count> counts, Glyph glyph, long number) {
        if (number > 0) {
            counts.add(new Count(glyph, number));
        }
    }
}
