package dev.slipway.promotion;

import dev.slipway.catalog.Catalog;
import dev.slipway.catalog.Environment;
import dev.slipway.catalog.Placement;
import dev.slipway.catalog.Project;
import dev.slipway.catalog.Service;
import dev.slipway.job.Job;
import dev.slipway.job.JobChange;
import dev.slipway.job.JobChanges;
import dev.slipway.job.Jobs;
import dev.slipway.job.VerifiedRevision;
import dev.slipway.job.VerifiedRevisions;
import dev.slipway.target.PlacementKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Puts the board together. */
@Component
public class Boards {

    private static final int RECENT = 20;

    private final Catalog catalog;
    private final VerifiedRevisions verified;
    private final Promotions promotions;
    private final AutoPromotions auto;
    private final AtWork atWork;

    /** Jobs that carry promotions out. */
    @Component
    record AtWork(Jobs jobs, JobChanges changes) {}

    Boards(Catalog catalog, VerifiedRevisions verified, Promotions promotions, AutoPromotions auto, AtWork atWork) {
        this.catalog = catalog;
        this.verified = verified;
        this.promotions = promotions;
        this.auto = auto;
        this.atWork = atWork;
    }

    /** Empty when there is no such project. */
    public Mono<Board> of(String key) {
        return catalog.project(key)
                .flatMap(project -> Mono.zip(
                                verified.ofProject(key).collectMap(VerifiedRevision::placement),
                                catalog.placements(key).map(Placement::key).collect(Collectors.toSet()),
                                auto.of(key).collectMap(AutoPromotion::environment),
                                coming(key),
                                recent(key))
                        .map(all -> new Board(
                                project,
                                columns(project, new Known(all.getT1(), all.getT2()), all.getT3(), all.getT4()),
                                all.getT5())));
    }

    /** Something of the project's board looks different now; hot, a hint. */
    public Flux<String> changes(String project) {
        return Flux.merge(promotions.changes(), atWork.changes().all().map(JobChange::project))
                .filter(project::equals);
    }

    private Mono<List<Promotion>> recent(String project) {
        return promotions
                .page(project, null, null, RECENT)
                .filter(promotion -> promotion.state().over())
                .collectList();
    }

    private Mono<List<Board.Coming>> coming(String project) {
        return promotions
                .open(project)
                .concatMap(promotion -> atWork.jobs()
                        .find(promotion.job())
                        .map(job -> new Board.Coming(promotion, waiting(job)))
                        .defaultIfEmpty(new Board.Coming(promotion, null)))
                .collectList();
    }

    private static @Nullable String waiting(Job job) {
        var waiting = job.status().waiting();
        return waiting == null ? null : waiting.reason();
    }

    private record Known(Map<PlacementKey, VerifiedRevision> proven, Set<PlacementKey> placed) {

        Optional<VerifiedRevision> at(Project project, Environment environment, Service service) {
            return Optional.ofNullable(proven.get(new PlacementKey(project.key(), environment.key(), service.key())));
        }

        boolean isPlaced(Project project, Environment environment, Service service) {
            return placed.contains(new PlacementKey(project.key(), environment.key(), service.key()));
        }
    }

    private static List<Board.Column> columns(
            Project project, Known known, Map<String, AutoPromotion> auto, List<Board.Coming> coming) {
        return project.environments().stream()
                .map(environment -> new Board.Column(
                        environment,
                        project.services().stream()
                                .filter(service -> known.isPlaced(project, environment, service))
                                .map(service -> card(project, environment, service, known))
                                .toList(),
                        auto.get(environment.key()),
                        coming.stream()
                                .filter(c -> c.promotion().asked().to().equals(environment.key()))
                                .toList()))
                .toList();
    }

    private static Board.Card card(Project project, Environment environment, Service service, Known known) {
        var here = known.at(project, environment, service);
        return new Board.Card(
                service.key(),
                service.title(),
                here.map(h -> h.revision().version()).orElse(null),
                here.map(VerifiedRevision::at).orElse(null),
                here.map(VerifiedRevision::number).orElse(null),
                here.map(h -> next(project, environment, service, h, known)).orElse(List.of()));
    }

    private static List<Board.Next> next(
            Project project, Environment environment, Service service, VerifiedRevision here, Known known) {
        return project.environments().stream()
                .filter(after ->
                        after.promotesFrom().contains(environment.key()) && known.isPlaced(project, after, service))
                .map(after -> new Board.Next(
                        after.key(),
                        after.title(),
                        known.at(project, after, service)
                                .map(v -> v.revision().version())
                                .orElse(null)))
                .filter(next -> !here.revision().version().equals(next.has()))
                .toList();
    }
}
