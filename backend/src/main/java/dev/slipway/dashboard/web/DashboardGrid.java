package dev.slipway.dashboard.web;

import dev.slipway.catalog.Project;
import dev.slipway.target.PlacementKey;
import dev.slipway.web.Part;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The services and environments of a project and which of them have a place together. It is another one only when that
 * changes: what is in a cell is sent with the cell, so that an open page is not drawn anew for each.
 */
final class DashboardGrid {

    private final Project project;
    private final Map<PlacementKey, Part> cells;

    DashboardGrid(Project project, Map<PlacementKey, Part> cells) {
        this.project = project;
        this.cells = Map.copyOf(cells);
    }

    public Project getProject() {
        return project;
    }

    public boolean isEmpty() {
        return project.services().isEmpty() || project.environments().isEmpty();
    }

    /** Null where the service has no place in the environment. */
    public @Nullable Part cell(String environment, String service) {
        return cells.get(new PlacementKey(project.key(), environment, service));
    }

    private Set<String> places() {
        return cells.keySet().stream()
                .map(key -> key.environment() + "/" + key.service())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof DashboardGrid grid
                && grid.project.equals(project)
                && grid.cells.keySet().equals(cells.keySet());
    }

    @Override
    public int hashCode() {
        return Objects.hash(project, cells.keySet());
    }

    @Override
    public String toString() {
        return project + " " + places();
    }
}
