package dev.slipway.dashboard.grid;

import dev.slipway.catalog.Project;
import dev.slipway.target.PlacementKey;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All placements at one moment.
 *
 * @param at when this was read
 */
public record GridState(Instant at, List<Project> projects, Map<PlacementKey, Tile> tiles) {

    public GridState {
        projects = List.copyOf(projects);
        tiles = Map.copyOf(tiles);
    }

    public Optional<Tile> tile(PlacementKey key) {
        return Optional.ofNullable(tiles.get(key));
    }

    /** This state with the very tiles of the one before where they are equal: to find what differs is then cheap. */
    public GridState after(GridState before) {
        var kept = new HashMap<PlacementKey, Tile>(tiles.size() * 2);
        tiles.forEach((key, tile) -> {
            var old = before.tiles.get(key);
            kept.put(key, tile.equals(old) ? old : tile);
        });
        return new GridState(at, projects, kept);
    }
}
