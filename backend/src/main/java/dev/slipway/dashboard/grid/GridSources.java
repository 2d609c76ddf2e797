package dev.slipway.dashboard.grid;

import dev.slipway.health.Observations;
import dev.slipway.health.Observed;
import dev.slipway.job.Job;
import dev.slipway.job.JobChanges;
import dev.slipway.job.Jobs;
import dev.slipway.job.LastRollbacks;
import dev.slipway.job.RolledBack;
import dev.slipway.notification.alert.Alert;
import dev.slipway.notification.alert.Alerts;
import dev.slipway.target.PlacementKey;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What the grid reads of all placements, whatever their project, and what tells it to read again. */
@Component
class GridSources {

    private final Observations observations;
    private final Jobs jobs;
    private final JobChanges changes;
    private final LastRollbacks rollbacks;
    private final Alerts alerts;

    GridSources(Observations observations, Jobs jobs, JobChanges changes, LastRollbacks rollbacks, Alerts alerts) {
        this.observations = observations;
        this.jobs = jobs;
        this.changes = changes;
        this.rollbacks = rollbacks;
        this.alerts = alerts;
    }

    /** Something looks different now; hot, a hint. */
    Flux<?> changes() {
        return Flux.merge(observations.changes(), changes.all(), alerts.changes());
    }

    Mono<Map<PlacementKey, Observed>> observed() {
        return observations.all().collectMap(Observed::placement);
    }

    /** The job that changes a placement, or is next to. */
    Mono<Map<PlacementKey, Job>> changing() {
        return jobs.open(null)
                .filter(job -> !job.over() && !job.order().dryRun())
                .collect(
                        HashMap::new,
                        (found, job) -> job.order()
                                .placements()
                                .forEach(placement -> found.putIfAbsent(
                                        new PlacementKey(
                                                job.project(), job.order().environment(), placement.service()),
                                        job)));
    }

    Mono<Map<PlacementKey, RolledBack>> rolledBack() {
        return rollbacks.all().collectMap(RolledBack::placement);
    }

    /** How many alerts are open about each placement, by its text. */
    Mono<Map<String, Integer>> alerts() {
        return alerts.open()
                .map(Alert::key)
                .collect(Collectors.groupingBy(Function.identity(), Collectors.summingInt(_ -> 1)));
    }
}
