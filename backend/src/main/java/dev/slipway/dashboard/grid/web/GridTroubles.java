package dev.slipway.dashboard.grid.web;

import dev.slipway.dashboard.grid.Tile;
import dev.slipway.target.Health;
import java.util.Comparator;
import java.util.List;

/**
 * What the wall says in words, the worst first.
 *
 * @param more that have no room
 */
record GridTroubles(List<Tile> tiles, int more) {

    private static final int ROOM = 12;
    private static final List<Health> WORST =
            List.of(Health.UNHEALTHY, Health.UNKNOWN, Health.DEGRADED, Health.MOVING, Health.HEALTHY, Health.ABSENT);

    static GridTroubles of(List<Tile> tiles) {
        var troubled = tiles.stream()
                .filter(Tile::trouble)
                .sorted(Comparator.comparingInt((Tile tile) -> WORST.indexOf(tile.health()))
                        .thenComparing(tile -> tile.key().toString()))
                .toList();
        return new GridTroubles(troubled.stream().limit(ROOM).toList(), Math.max(0, troubled.size() - ROOM));
    }
}
