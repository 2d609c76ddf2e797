package dev.slipway.dashboard.grid.web;

import dev.slipway.web.HoldsParts;
import dev.slipway.web.Part;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which services and environments are shown, and in what order. It is another one only when that changes: what is in a
 * tile is sent with the tile, so that an open page is not drawn anew for each.
 */
final class GridShape implements HoldsParts {

    private final List<GridSection> sections;
    private final GridQuery query;
    private final String shape;

    GridShape(List<GridSection> sections, GridQuery query) {
        this.sections = List.copyOf(sections);
        this.query = query;
        this.shape = query.text() + sections.stream().map(GridShape::shape).collect(Collectors.joining());
    }

    public List<GridSection> getSections() {
        return sections;
    }

    public GridQuery getQuery() {
        return query;
    }

    @Override
    public List<Part> parts() {
        return sections.stream()
                .flatMap(section -> section.rows().stream())
                .flatMap(row -> row.cells().stream())
                .map(GridSection.Cell::tile)
                .filter(Objects::nonNull)
                .toList();
    }

    private static String shape(GridSection section) {
        var text = new StringBuilder(section.rows().size() * 64)
                .append(section.id())
                .append(section.title())
                .append(section.columns());
        for (var row : section.rows()) {
            text.append('\n')
                    .append(row.href())
                    .append(row.title())
                    .append(row.sub())
                    .append(row.starred());
            row.cells().forEach(cell -> text.append(cell.environment()).append(cell.tile() == null ? '-' : '+'));
        }
        return text.toString();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof GridShape grid && grid.shape.equals(shape);
    }

    @Override
    public int hashCode() {
        return shape.hashCode();
    }

    @Override
    public String toString() {
        return shape;
    }
}
