package dev.slipway.dashboard.grid.web;

import dev.slipway.catalog.Environment;
import dev.slipway.catalog.Project;
import dev.slipway.dashboard.grid.GridState;
import dev.slipway.dashboard.grid.SavedView;
import dev.slipway.web.Part;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What one can choose from above the grid, and what is chosen.
 *
 * @param views of the person, by name
 */
record GridForm(
        GridQuery query, List<Choice> projects, List<Choice> teams, List<Choice> environments, List<SavedView> views) {

    private static final int LARGE = 24;

    /** A value with what people read. */
    record Choice(String value, String title) {}

    static GridForm of(GridState state, GridParts.Seen seen, List<SavedView> views) {
        var visible = state.projects().stream()
                .filter(project -> seen.projects().include(project.key()))
                .toList();
        return new GridForm(
                seen.query(),
                visible.stream()
                        .map(project -> new Choice(project.key(), project.title()))
                        .toList(),
                teams(visible).map(team -> new Choice(team, team)).toList(),
                environments(visible),
                views);
    }

    private static Stream<String> teams(List<Project> projects) {
        return projects.stream()
                .flatMap(project -> project.services().stream())
                .map(GridFilter::team)
                .distinct()
                .sorted(String.CASE_INSENSITIVE_ORDER);
    }

    private static List<Choice> environments(List<Project> projects) {
        return projects.stream()
                .flatMap(project -> project.environments().stream())
                .map(Environment::key)
                .distinct()
                .map(key -> new Choice(key, key))
                .toList();
    }

    public List<Choice> states() {
        return Arrays.stream(GridQuery.State.values())
                .map(state -> new Choice(GridQuery.word(state), state.word()))
                .toList();
    }

    public List<String> groups() {
        return Arrays.stream(GridQuery.Group.values()).map(GridQuery::word).toList();
    }

    public String group() {
        return GridQuery.word(query.grouped());
    }

    public boolean compact() {
        return query.shown() == GridQuery.Mode.COMPACT;
    }

    public String full() {
        return query.in(GridQuery.Mode.FULL).address("/grid");
    }

    public String wall() {
        return query.in(GridQuery.Mode.WALL).address("/grid");
    }

    /** Services that are shown, each once, for choosing favourites. */
    public List<GridSection.Row> services(Part shape) {
        return ((GridShape) shape.it())
                .getSections().stream()
                        .flatMap(section -> section.rows().stream())
                        .collect(Collectors.toMap(GridSection.Row::href, row -> row, (a, _) -> a, LinkedHashMap::new))
                        .values()
                        .stream()
                        .toList();
    }

    /** How much room the wall has for each placement, in a word. */
    public String density(Part shape) {
        var tiles = ((GridShape) shape.it()).parts().size();
        return tiles <= LARGE ? "large" : tiles <= GridRows.MEDIUM ? "medium" : "dense";
    }

    /** Of the wall. */
    public String title() {
        return projects.stream()
                .filter(project -> project.value().equals(query.project()))
                .map(Choice::title)
                .findFirst()
                .orElse("What runs where");
    }

    /** The same as it is now. */
    public String here() {
        return query.isPlain() ? "/grid?group=project" : query.address("/grid");
    }

    /** The same as it was. */
    public String past(String at) {
        return query.address("/grid/past") + (query.isPlain() ? "?" : "&") + "at=" + at;
    }

    /** What is asked for, for another form that asks for the same at another time. */
    public List<Choice> kept() {
        return query.values().entrySet().stream()
                .map(one -> new Choice(one.getKey(), one.getValue()))
                .toList();
    }

    /** Where the page is kept current from. */
    public String live(String page) {
        var text = query.text();
        return "/grid/live?" + (text.isEmpty() ? "" : text + "&") + "page=" + page;
    }

    /** The saved view that this is; its id, else 0. */
    public long current() {
        return views.stream()
                .filter(view -> view.query().equals(query.text()))
                .mapToLong(SavedView::id)
                .findFirst()
                .orElse(0);
    }
}
