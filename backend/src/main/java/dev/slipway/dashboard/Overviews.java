package dev.slipway.dashboard;

import dev.slipway.approval.BreakGlass;
import dev.slipway.approval.BrokenGlass;
import dev.slipway.catalog.Catalog;
import dev.slipway.catalog.Placement;
import dev.slipway.catalog.Project;
import dev.slipway.health.Observations;
import dev.slipway.health.Observed;
import dev.slipway.release.Release;
import dev.slipway.release.Releases;
import dev.slipway.target.PlacementKey;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Puts together what the other modules know of a project. */
@Component
public class Overviews {

    private static final int RELEASES = 50;

    private final Catalog catalog;
    private final Releases releases;
    private final Observations observations;
    private final JobsAtHand jobs;
    private final BreakGlass glass;

    Overviews(Catalog catalog, Releases releases, Observations observations, JobsAtHand jobs, BreakGlass glass) {
        this.catalog = catalog;
        this.releases = releases;
        this.observations = observations;
        this.jobs = jobs;
        this.glass = glass;
    }

    /** Empty when there is no such project. */
    public Mono<Overview> of(String key) {
        return catalog.project(key)
                .flatMap(project -> Mono.zip(
                                placements(project), jobs.open(key), jobs.ended(key), versions(project), reviews(key))
                        .map(all -> new Overview(
                                project, all.getT1(), all.getT2(), all.getT3(), all.getT4(), all.getT5())));
    }

    /** Something of the project looks different now; hot, a hint. */
    public Flux<String> changes(String project) {
        return Flux.merge(
                jobs.changes(project),
                observations.changes().map(PlacementKey::project).filter(project::equals));
    }

    private Mono<Map<PlacementKey, Overview.At>> placements(Project project) {
        return Mono.zip(
                        catalog.placements(project.key()).collectList(),
                        observations.ofProject(project.key()).collectMap(Observed::placement),
                        jobs.verified(project.key()),
                        jobs.last(project.key()))
                .map(all -> all.getT1().stream()
                        .collect(Collectors.toMap(
                                Placement::key,
                                placement -> new Overview.At(
                                        placement,
                                        all.getT2().get(placement.key()),
                                        all.getT3().get(placement.key()),
                                        all.getT4().get(placement.key())))));
    }

    private Mono<List<BrokenGlass>> reviews(String project) {
        return glass.open()
                .filter(broken -> broken.subject().project().equals(project))
                .collectList();
    }

    private Mono<Map<String, List<String>>> versions(Project project) {
        return Flux.fromIterable(project.services())
                .flatMapSequential(service -> releases.newest(project.key(), service.key(), RELEASES)
                        .map(Release::version)
                        .collectList()
                        .map(versions -> Map.entry(service.key(), versions)))
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }
}
