package dev.slipway.dashboard.grid.web;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * What of the grid somebody looks at, as it stands in the address: a link is a view.
 *
 * @param project only this one
 * @param team only services with this owner
 * @param environment only environments with this key
 * @param state only services with such a placement
 * @param group by what the rows are put together
 * @param mode how large
 * @param starred only services somebody marked
 * @param q words that must all be found
 */
record GridQuery(
        @Nullable String project,
        @Nullable String team,
        @Nullable String environment,
        @Nullable String state,
        @Nullable String group,
        @Nullable String mode,
        @Nullable String starred,
        @Nullable String q) {

    static final String NOBODY = "no owner";

    GridQuery {
        project = given(project);
        team = given(team);
        environment = given(environment);
        state = one(State.class, state);
        group = one(Group.class, group);
        mode = one(Mode.class, mode);
        starred = given(starred);
        q = given(q);
    }

    /** What a placement must be like. */
    enum State {
        TROUBLE("not as it should be"),
        UNKNOWN("unknown"),
        DRIFT("drift"),
        CHANGING("changing"),
        ALERT("with an alert");

        private final String word;

        State(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    /** By what rows are put together. */
    enum Group {
        PROJECT,
        TEAM,
        ENVIRONMENT
    }

    /** How large, and for whom. */
    enum Mode {
        FULL,
        COMPACT,
        WALL
    }

    Group grouped() {
        return chosen(Group.class, group).orElse(Group.PROJECT);
    }

    Mode shown() {
        return chosen(Mode.class, mode).orElse(Mode.FULL);
    }

    Optional<State> wanted() {
        return chosen(State.class, state);
    }

    boolean onlyStarred() {
        return starred != null;
    }

    List<String> words() {
        return q == null ? List.of() : List.of(q.toLowerCase(Locale.ROOT).split("\\s+"));
    }

    /** Whether nothing was asked for, so that the grid may begin with the view somebody chose. */
    boolean isPlain() {
        return equals(new GridQuery(null, null, null, null, null, null, null, null));
    }

    /** Whether some of what there is may be left out. */
    public boolean narrows() {
        return project != null || team != null || environment != null || state != null || starred != null || q != null;
    }

    GridQuery in(Mode other) {
        return new GridQuery(project, team, environment, state, group, word(other), starred, q);
    }

    GridQuery by(Group other) {
        return new GridQuery(project, team, environment, state, word(other), mode, starred, q);
    }

    /** Without the question mark; empty when nothing is asked for. */
    public String text() {
        var query = UriComponentsBuilder.newInstance();
        values().forEach(query::queryParam);
        return Objects.requireNonNullElse(query.encode().build().getQuery(), "");
    }

    String address(String path) {
        var text = text();
        return text.isEmpty() ? path : path + "?" + text;
    }

    static String word(Enum<?> one) {
        return one.name().toLowerCase(Locale.ROOT);
    }

    /** What is asked for, in the order of the address. */
    Map<String, String> values() {
        var values = new LinkedHashMap<String, String>();
        put(values, "project", project);
        put(values, "team", team);
        put(values, "environment", environment);
        put(values, "state", state);
        put(values, "group", group);
        put(values, "mode", mode);
        put(values, "starred", starred);
        put(values, "q", q);
        return values;
    }

    private static void put(Map<String, String> values, String name, @Nullable String value) {
        if (value != null) {
            values.put(name, value);
        }
    }

    private static @Nullable String given(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }

    /** A word that is none of them asks for nothing. */
    private static <E extends Enum<E>> @Nullable String one(Class<E> type, @Nullable String word) {
        return chosen(type, given(word)).map(GridQuery::word).orElse(null);
    }

    private static <E extends Enum<E>> Optional<E> chosen(Class<E> type, @Nullable String word) {
        return Arrays.stream(type.getEnumConstants())
                .filter(one -> word(one).equals(word))
                .findFirst();
    }
}
