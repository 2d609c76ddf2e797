package dev.slipway.dashboard.grid.web;

import dev.slipway.dashboard.grid.GridState;
import dev.slipway.dashboard.grid.Tile;
import dev.slipway.dashboard.web.DashboardWords;
import dev.slipway.target.PlacementKey;
import dev.slipway.web.Glyph;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What is otherwise at one moment than at another.
 *
 * @param same how many placements are as they were, all the time
 */
record GridDifference(List<Row> rows, int same) {

    /**
     * A placement that differs, or that differed in between.
     *
     * @param before null if it was not there
     * @param after null if it was not there
     * @param changes of its state from one moment to the other
     */
    record Row(
            PlacementKey key,
            String href,
            @Nullable Side before,
            @Nullable Side after,
            List<String> what,
            long changes) {}

    /** How it was. */
    record Side(Glyph glyph, String version, String count, String text) {

        static @Nullable Side of(@Nullable Tile tile) {
            if (tile == null) {
                return null;
            }
            var mark = tile.mark();
            return new Side(
                    mark == null ? DashboardWords.glyph(tile.health()) : mark.glyph(),
                    tile.told(),
                    tile.runs().count(),
                    mark == null ? "" : mark.text());
        }
    }

    /** @param shown keys of placements that are asked for */
    static GridDifference between(
            GridState before, GridState after, Map<PlacementKey, Long> changes, Predicate<PlacementKey> shown) {
        var keys = new HashSet<>(before.tiles().keySet());
        keys.addAll(after.tiles().keySet());
        keys.removeIf(shown.negate());
        var rows = keys.stream()
                .map(key -> row(key, before.tiles().get(key), after.tiles().get(key), changes.getOrDefault(key, 0L)))
                .filter(row -> !row.what().isEmpty() || row.changes() > 0)
                .sorted(Comparator.comparing((Row row) -> row.what().isEmpty())
                        .thenComparing(row -> row.key().toString()))
                .toList();
        return new GridDifference(rows, keys.size() - rows.size());
    }

    private static Row row(PlacementKey key, @Nullable Tile before, @Nullable Tile after, long changes) {
        var href = Objects.requireNonNull(after == null ? before : after).href();
        return new Row(key, href, Side.of(before), Side.of(after), what(before, after), changes);
    }

    private static List<String> what(@Nullable Tile before, @Nullable Tile after) {
        if (before == null || after == null) {
            return List.of(before == null ? "new" : "gone");
        }
        var what = new ArrayList<String>();
        if (before.health() != after.health()) {
            what.add("state");
        }
        if (!Objects.equals(before.runs().version(), after.runs().version())) {
            what.add("version");
        }
        if (!desired(before).equals(desired(after))) {
            what.add("size");
        }
        if (before.drifts() != after.drifts()) {
            what.add("drift");
        }
        return List.copyOf(what);
    }

    private static String desired(Tile tile) {
        var count = tile.runs().count();
        return count.substring(count.indexOf('/') + 1);
    }
}
