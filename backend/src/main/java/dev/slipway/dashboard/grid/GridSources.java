package dev.slipway.dashboard.grid;

import dev.slipway.health.Observations;
import dev.slipway.health.Observed;
import dev.slipway.job.Job;
import dev.slipway.job.JobChanges;
import dev.slipway.job.Jobs;
import dev.slipway.job.LastRollbacks;
import dev.slipway.job.ProvenVersion;
import dev.slipway.job.RolledBack;
import dev.slipway.job.VerifiedRevisions;
import dev.slipway.notification.alert.Alert;
import dev.slipway.notification.alert.Alerts;
import dev.slipway.target.PlacementKey;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What the grid reads of placements, whatever their project, and what tells it to read again. */
@Component
class GridSources {

    private final Observations observations;
    private final Alerts alerts;
    private final OfJobs jobs;

    GridSources(Observations observations, Alerts alerts, OfJobs jobs) {
        this.observations = observations;
        this.alerts = alerts;
        this.jobs = jobs;
    }

    /** What jobs tell. */
    @Component
    record OfJobs(Jobs jobs, JobChanges changes, LastRollbacks rollbacks, VerifiedRevisions verified) {}

    /** What looks different now; hot, and some may be lost. */
    Flux<GridHint> hints() {
        return Flux.merge(
                observations.changes().map(GridHint.Seen::new),
                jobs.changes().all().map(change -> new GridHint.Moved(change.id())),
                alerts.changes().map(_ -> new GridHint.Alerted()));
    }

    Mono<Map<PlacementKey, Observed>> observed() {
        return observations.all().collectMap(Observed::placement);
    }

    Mono<Map<PlacementKey, Observed>> observed(Collection<PlacementKey> some) {
        return observations.of(some).collectMap(Observed::placement);
    }

    /** @param some of which it is told what is proven there */
    Mono<GridReading.Work> work(Collection<PlacementKey> some) {
        return Mono.zip(
                        some.isEmpty()
                                ? Mono.just(Map.<PlacementKey, ProvenVersion>of())
                                : jobs.verified().newest(some).collectMap(ProvenVersion::placement),
                        changing(),
                        jobs.rollbacks().all().collectMap(RolledBack::placement))
                .map(all -> new GridReading.Work(all.getT1(), all.getT2(), all.getT3()));
    }

    /** Where these jobs change something, whether or not they are over. */
    Mono<Set<PlacementKey>> placesOf(Collection<Long> ids) {
        return Flux.fromIterable(ids)
                .concatMap(jobs.jobs()::find)
                .flatMapIterable(GridSources::places)
                .collect(HashSet::new, Set::add);
    }

    /** The job that changes a placement, or is next to. */
    private Mono<Map<PlacementKey, Job>> changing() {
        return jobs.jobs()
                .open(null)
                .filter(job -> !job.over() && !job.order().dryRun())
                .collect(HashMap::new, (found, job) -> places(job).forEach(place -> found.putIfAbsent(place, job)));
    }

    private static List<PlacementKey> places(Job job) {
        return job.order().placements().stream()
                .map(placement -> new PlacementKey(job.project(), job.order().environment(), placement.service()))
                .toList();
    }

    Mono<GridReading.Alerts> alerts() {
        return alerts.open()
                .map(Alert::key)
                .collect(Collectors.groupingBy(Function.identity(), Collectors.summingInt(_ -> 1)))
                .map(GridReading.Alerts::new);
    }
}
