package dev.slipway.dashboard.grid;

import dev.slipway.catalog.Catalog;
import dev.slipway.catalog.Environment;
import dev.slipway.catalog.Placement;
import dev.slipway.catalog.Project;
import dev.slipway.catalog.Service;
import dev.slipway.dashboard.web.DashboardWords;
import dev.slipway.health.HealthChange;
import dev.slipway.health.History;
import dev.slipway.target.Health;
import dev.slipway.target.PlacementKey;
import dev.slipway.web.Glyph;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** All placements as they were at a moment. Where nobody looked then it is not known, whatever was seen before. */
@Component
public class PastGrids {

    /** A state that was noted so shortly before was seen then. */
    private static final Duration JUST_SEEN = Duration.ofMinutes(5);

    private final Catalog catalog;
    private final History history;

    PastGrids(Catalog catalog, History history) {
        this.catalog = catalog;
        this.history = history;
    }

    /** @param projects keys of those that are asked for */
    public Mono<GridState> at(Instant moment, Predicate<String> projects) {
        return catalog.projects()
                .filter(project -> projects.test(project.key()))
                .concatMap(project -> at(project, moment))
                .collectList()
                .map(all -> new GridState(
                        moment,
                        all.stream().map(Then::project).toList(),
                        all.stream().map(Then::tiles).collect(HashMap::new, Map::putAll, Map::putAll)));
    }

    /** How often the state of each placement changed between two moments. */
    public Mono<Map<PlacementKey, Long>> changes(Collection<Project> projects, Instant from, Instant until) {
        return Flux.fromIterable(projects)
                .concatMap(project -> history.changes(project.key(), from, until))
                .collect(HashMap::new, (found, change) -> found.merge(change.placement(), 1L, Long::sum));
    }

    private record Then(Project project, Map<PlacementKey, Tile> tiles) {}

    private Mono<Then> at(Project project, Instant moment) {
        return Mono.zip(
                        history.at(project.key(), moment).collectMap(HealthChange::placement),
                        history.lookedAt(project.key(), moment).collect(HashSet<PlacementKey>::new, Set::add),
                        catalog.placements(project.key()).map(Placement::key).collectList())
                .map(all -> then(project, moment, all.getT1(), all.getT2(), all.getT3()));
    }

    private static Then then(
            Project project,
            Instant moment,
            Map<PlacementKey, HealthChange> states,
            Set<PlacementKey> looked,
            List<PlacementKey> defined) {
        var tiles = new HashMap<PlacementKey, Tile>();
        defined.forEach(key -> tiles.put(key, tile(key, states.get(key), looked.contains(key), moment)));
        states.forEach((key, state) -> tiles.computeIfAbsent(key, _ -> tile(key, state, looked.contains(key), moment)));
        return new Then(withThoseThatAreGone(project, tiles.keySet()), tiles);
    }

    static Tile tile(PlacementKey key, @Nullable HealthChange state, boolean looked, Instant moment) {
        if (state == null) {
            return unknown(key, null, "not looked at by then");
        }
        if (!looked && state.at().isBefore(moment.minus(JUST_SEEN))) {
            return unknown(
                    key,
                    state.version(),
                    "nobody looked then; "
                            + DashboardWords.glyph(state.health()).word() + " when it was last seen");
        }
        return new Tile(
                key, state.health(), new Tile.Runs(state.version(), count(state), null, null), mark(state), null, 0);
    }

    private static Tile unknown(PlacementKey key, @Nullable String version, String why) {
        return new Tile(
                key,
                Health.UNKNOWN,
                new Tile.Runs(version, "", null, null),
                new Tile.Mark(new Glyph("unk", "not known"), why),
                null,
                0);
    }

    private static String count(HealthChange state) {
        var counts = state.counts();
        return counts == null || counts.desired() == 0 && counts.running() == 0
                ? ""
                : (state.health() == Health.UNKNOWN ? "–" : counts.running()) + "/" + counts.desired();
    }

    private static Tile.@Nullable Mark mark(HealthChange state) {
        return switch (state.health()) {
            case UNHEALTHY, DEGRADED, UNKNOWN -> new Tile.Mark(DashboardWords.glyph(state.health()), state.note());
            case HEALTHY, MOVING, ABSENT ->
                state.drifted() ? new Tile.Mark(Tile.DRIFT, "something else ran than was proven") : null;
        };
    }

    /** What was defined then and is not now has its place still, by its key. */
    private static Project withThoseThatAreGone(Project project, Set<PlacementKey> placements) {
        var environments = new ArrayList<>(project.environments());
        var services = new ArrayList<>(project.services());
        placements.stream().map(PlacementKey::environment).distinct().sorted().forEach(key -> {
            if (project.environment(key).isEmpty()) {
                environments.add(new Environment(key, key, List.of(), Environment.WhenLocked.QUEUE));
            }
        });
        placements.stream().map(PlacementKey::service).distinct().sorted().forEach(key -> {
            if (project.service(key).isEmpty()) {
                services.add(new Service(key, key, Service.Type.WEB, null, null));
            }
        });
        return new Project(project.key(), project.title(), project.version(), environments, services);
    }
}
