package dev.slipway.dashboard.grid.web;

import dev.slipway.catalog.Environment;
import dev.slipway.catalog.Project;
import dev.slipway.catalog.Service;
import dev.slipway.dashboard.grid.Tile;
import dev.slipway.dashboard.web.DashboardWords;
import dev.slipway.target.Health;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Decides what of the grid somebody sees. */
record GridFilter(GridQuery query, List<String> words, Set<String> starred) {

    GridFilter(GridQuery query, Set<String> starred) {
        this(query, query.words(), starred);
    }

    boolean shows(Project project) {
        return query.project() == null || query.project().equals(project.key());
    }

    boolean shows(Environment environment) {
        return query.environment() == null || query.environment().equals(environment.key());
    }

    /** Whether the service is shown, of whose tiles these would be. */
    boolean shows(Project project, Service service, List<Tile> tiles) {
        return !tiles.isEmpty()
                && (query.team() == null || query.team().equals(team(service)))
                && (!query.onlyStarred() || isStarred(project, service))
                && (query.wanted().isEmpty() || tiles.stream().anyMatch(this::isWanted))
                && (words.isEmpty() || hasWords(project, service, tiles));
    }

    boolean isStarred(Project project, Service service) {
        return starred.contains(project.key() + "/" + service.key());
    }

    static String team(Service service) {
        return Objects.requireNonNullElse(service.owner(), GridQuery.NOBODY);
    }

    private boolean isWanted(Tile tile) {
        return switch (query.wanted().orElseThrow()) {
            case TROUBLE -> tile.trouble();
            case UNKNOWN -> tile.health() == Health.UNKNOWN;
            case DRIFT -> tile.drifts();
            case CHANGING -> tile.change() != null || tile.health() == Health.MOVING;
            case ALERT -> tile.alerts() > 0;
        };
    }

    private boolean hasWords(Project project, Service service, List<Tile> tiles) {
        var text = new StringBuilder();
        add(text, project.key());
        add(text, project.title());
        add(text, service.key());
        add(text, service.title());
        add(text, team(service));
        for (var tile : tiles) {
            add(text, tile.key().environment());
            add(text, tile.runs().version());
            add(text, DashboardWords.glyph(tile.health()).word());
            add(text, tile.mark() == null ? null : tile.mark().glyph().word());
        }
        var all = text.toString().toLowerCase(Locale.ROOT);
        return words.stream().allMatch(all::contains);
    }

    private static void add(StringBuilder text, @Nullable String word) {
        if (word != null) {
            text.append(word).append('\n');
        }
    }
}
