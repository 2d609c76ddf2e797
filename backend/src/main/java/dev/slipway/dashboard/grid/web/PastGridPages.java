package dev.slipway.dashboard.grid.web;

import dev.slipway.catalog.Project;
import dev.slipway.dashboard.grid.Favourites;
import dev.slipway.dashboard.grid.GridState;
import dev.slipway.dashboard.grid.PastGrids;
import dev.slipway.dashboard.grid.Tile;
import dev.slipway.identity.Access;
import dev.slipway.identity.Permission;
import dev.slipway.identity.Requires;
import dev.slipway.target.PlacementKey;
import dev.slipway.web.FieldProblem;
import dev.slipway.web.InvalidInput;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import reactor.core.publisher.Mono;

/** The grid as it was at any moment, and what is otherwise at one moment than at another. */
@Controller
class PastGridPages {

    private final PastGrids past;
    private final Favourites favourites;
    private final DrawnRows rows;
    private final Clock clock;

    PastGridPages(PastGrids past, Favourites favourites, DrawnRows rows, Clock clock) {
        this.past = past;
        this.favourites = favourites;
        this.rows = rows;
        this.clock = clock;
    }

    @GetMapping("/grid/past")
    @Requires(Permission.VIEW)
    Mono<String> past(
            GridQuery query, @RequestParam(required = false) @Nullable String at, Access access, Model model) {
        var moment = Moments.parse("at", at, clock.instant());
        return Mono.zip(state(moment, query, access), seen(query, access)).map(all -> {
            var parts = GridParts.of(all.getT1(), all.getT2());
            model.addAttribute("parts", parts);
            model.addAttribute("drawnRows", rows);
            model.addAttribute("form", GridForm.of(all.getT1(), all.getT2(), List.of()));
            model.addAttribute("at", Moments.text(moment));
            model.addAttribute("told", Moments.told(moment));
            model.addAttribute("now", Moments.text(clock.instant()));
            return "dashboard/past";
        });
    }

    @GetMapping("/grid/difference")
    @Requires(Permission.VIEW)
    Mono<String> difference(
            GridQuery query,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            Access access,
            Model model) {
        var now = clock.instant();
        var begin = Moments.parse("from", from, now);
        var end = to == null || to.isBlank() ? now : Moments.parse("to", to, now);
        if (!end.isAfter(begin)) {
            throw new InvalidInput(
                    "These moments cannot be compared.",
                    new FieldProblem("to", "must be after from", "Choose a later moment."));
        }
        return Mono.zip(state(begin, query, access), state(end, query, access), seen(query, access))
                .flatMap(all -> past.changes(all.getT2().projects(), begin, end)
                        .map(changes -> show(all.getT1(), all.getT2(), changes, all.getT3(), model)));
    }

    private String show(
            GridState before, GridState after, Map<PlacementKey, Long> changes, GridParts.Seen seen, Model model) {
        var filter = new GridFilter(seen.query(), seen.starred());
        var shown = both(before, after).stream()
                .flatMap(project -> project.services().stream()
                        .filter(service -> filter.shows(project, service, tiles(before, after, project, service.key())))
                        .flatMap(service -> project.environments().stream()
                                .filter(filter::shows)
                                .map(environment -> new PlacementKey(project.key(), environment.key(), service.key()))))
                .collect(Collectors.toSet());
        model.addAttribute("difference", GridDifference.between(before, after, changes, shown::contains));
        model.addAttribute("form", GridForm.of(after, seen, List.of()));
        model.addAttribute("from", Moments.text(before.at()));
        model.addAttribute("to", Moments.text(after.at()));
        model.addAttribute("told", Moments.told(before.at()) + " and " + Moments.told(after.at()));
        return "dashboard/difference";
    }

    /** Projects with all that they had at one moment or the other. */
    private static List<Project> both(GridState before, GridState after) {
        var projects = new HashMap<String, Project>();
        for (var state : List.of(before, after)) {
            state.projects().forEach(project -> projects.merge(project.key(), project, PastGridPages::larger));
        }
        return List.copyOf(projects.values());
    }

    private static Project larger(Project a, Project b) {
        return a.services().size() + a.environments().size()
                        > b.services().size() + b.environments().size()
                ? a
                : b;
    }

    private static List<Tile> tiles(GridState before, GridState after, Project project, String service) {
        return project.environments().stream()
                .map(environment -> new PlacementKey(project.key(), environment.key(), service))
                .flatMap(key -> Stream.of(before, after).flatMap(state -> state.tile(key).stream()))
                .toList();
    }

    private Mono<GridState> state(Instant moment, GridQuery query, Access access) {
        var seen = access.projects();
        return past.at(
                moment,
                key -> seen.include(key)
                        && (query.project() == null || query.project().equals(key)));
    }

    private Mono<GridParts.Seen> seen(GridQuery query, Access access) {
        return favourites
                .of(access.owner() == null ? "" : access.owner())
                .map(starred -> new GridParts.Seen(query, access.projects(), Set.copyOf(starred)));
    }
}
