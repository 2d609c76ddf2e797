package dev.slipway.dashboard.grid.web;

import dev.slipway.catalog.Environment;
import dev.slipway.catalog.Project;
import dev.slipway.catalog.Service;
import dev.slipway.dashboard.grid.GridState;
import dev.slipway.dashboard.grid.Tile;
import dev.slipway.target.PlacementKey;
import dev.slipway.web.Part;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Puts the placements that somebody sees into rows and columns. */
final class GridRows {

    /** So many placements are told in full on a wall. */
    static final int MEDIUM = 120;

    private static final String LARGE_TILE = "dashboard/tile";
    private static final String SMALL_TILE = "dashboard/tile-small";

    private final GridState state;
    private final GridFilter filter;
    private final List<Project> projects;
    private final List<Tile> shown = new ArrayList<>();
    private String template = LARGE_TILE;

    GridRows(GridState state, GridFilter filter, List<Project> projects) {
        this.state = state;
        this.filter = filter;
        this.projects = projects.stream().filter(filter::shows).toList();
    }

    /** Those in the sections that were made. */
    List<Tile> shown() {
        return List.copyOf(shown);
    }

    List<GridSection> sections() {
        template = template();
        shown.clear();
        var sections = switch (filter.query().grouped()) {
            case PROJECT -> byProject();
            case TEAM -> byTeam();
            case ENVIRONMENT -> byEnvironment();
        };
        return sections.stream().filter(section -> !section.rows().isEmpty()).toList();
    }

    private List<GridSection> byProject() {
        return projects.stream()
                .map(project -> {
                    var columns = columns(List.of(project));
                    return new GridSection(
                            "project-" + project.key(),
                            project.title(),
                            "/projects/" + project.key(),
                            columns,
                            starredFirst(services(project)
                                    .map(place -> place.row(columns, place.team()))
                                    .toList()),
                            false);
                })
                .toList();
    }

    private List<GridSection> byTeam() {
        var teams = new TreeMap<String, List<Place>>(String.CASE_INSENSITIVE_ORDER);
        projects.stream()
                .flatMap(this::services)
                .forEach(place -> teams.computeIfAbsent(place.team(), _ -> new ArrayList<>())
                        .add(place));
        var sections = new ArrayList<GridSection>();
        teams.forEach((team, places) -> {
            var columns = columns(places.stream().map(Place::project).distinct().toList());
            sections.add(new GridSection(
                    "team-" + sections.size(),
                    team,
                    null,
                    columns,
                    starredFirst(places.stream()
                            .map(place -> place.row(columns, place.project().title()))
                            .toList()),
                    false));
        });
        return sections;
    }

    private List<GridSection> byEnvironment() {
        var places = projects.stream().flatMap(this::services).toList();
        return columns(projects).stream()
                .map(column -> new GridSection(
                        "environment-" + column.key(),
                        column.title(),
                        null,
                        List.of(column),
                        starredFirst(places.stream()
                                .filter(place -> place.isIn(column.key()))
                                .map(place -> place.row(
                                        List.of(column),
                                        projects.size() == 1
                                                ? place.team()
                                                : place.project().title()))
                                .toList()),
                        true))
                .toList();
    }

    /** The environments of these projects that are shown, each key once. */
    private List<GridSection.Column> columns(List<Project> of) {
        var columns = new LinkedHashMap<String, GridSection.Column>();
        of.stream()
                .flatMap(project -> project.environments().stream())
                .filter(filter::shows)
                .forEach(environment -> columns.putIfAbsent(
                        environment.key(), new GridSection.Column(environment.key(), environment.title())));
        return List.copyOf(columns.values());
    }

    private Stream<Place> services(Project project) {
        return project.services().stream().flatMap(service -> {
            var tiles = new LinkedHashMap<String, Tile>();
            project.environments().stream()
                    .filter(filter::shows)
                    .map(Environment::key)
                    .forEach(environment -> state.tile(new PlacementKey(project.key(), environment, service.key()))
                            .ifPresent(tile -> tiles.put(environment, tile)));
            if (!filter.shows(project, service, List.copyOf(tiles.values()))) {
                return Stream.empty();
            }
            shown.addAll(tiles.values());
            return Stream.of(new Place(project, service, tiles, filter.isStarred(project, service), template));
        });
    }

    private static List<GridSection.Row> starredFirst(List<GridSection.Row> rows) {
        return Stream.concat(
                        rows.stream().filter(GridSection.Row::starred),
                        rows.stream().filter(row -> !row.starred()))
                .toList();
    }

    /** A tile tells less where there are many; what it leaves out is in its title. */
    private String template() {
        return switch (filter.query().shown()) {
            case FULL -> LARGE_TILE;
            case COMPACT -> SMALL_TILE;
            case WALL -> placements() > MEDIUM ? SMALL_TILE : LARGE_TILE;
        };
    }

    private int placements() {
        return projects.stream()
                .flatMap(this::services)
                .mapToInt(place -> place.tiles().size())
                .sum();
    }

    private record Place(Project project, Service service, Map<String, Tile> tiles, boolean starred, String template) {

        String team() {
            return GridFilter.team(service);
        }

        boolean isIn(String environment) {
            return tiles.containsKey(environment);
        }

        GridSection.Row row(List<GridSection.Column> columns, String sub) {
            return new GridSection.Row(
                    project.key(),
                    service.key(),
                    service.title(),
                    sub,
                    starred,
                    columns.stream()
                            .map(column -> {
                                var tile = tiles.get(column.key());
                                return new GridSection.Cell(
                                        column.title(), tile == null ? null : new Part(template, tile.id(), tile));
                            })
                            .toList());
        }
    }
}
