package dev.slipway.job;

import dev.slipway.catalog.Catalog;
import dev.slipway.catalog.Placement;
import dev.slipway.pipeline.Pipelines;
import dev.slipway.target.PlacementKey;
import dev.slipway.target.Revision;
import java.util.List;
import org.springframework.stereotype.Component;

/** Finds out what a job would do if it started now, from the very order its worker goes by. Blocks. */
@Component
public class JobEffects {

    private final StepPlans plans;
    private final Catalog catalog;
    private final Pipelines pipelines;

    JobEffects(StepPlans plans, Catalog catalog, Pipelines pipelines) {
        this.plans = plans;
        this.catalog = catalog;
        this.pipelines = pipelines;
    }

    public JobEffect of(Job job) {
        var order = plans.withProven(job.project(), job.order());
        return new JobEffect(order, defined(job.project(), order), plans.plan(job.project(), order));
    }

    /** A pipeline or placement that is not defined any more is left as it was or out. */
    private JobOrder defined(String project, JobOrder order) {
        var pipeline = pipelines
                .find(project, order.pipeline().key())
                .blockOptional()
                .filter(now -> now.version() != order.pipeline().version())
                .orElse(order.pipeline());
        List<JobPlacement> placements = order.placements().stream()
                .flatMap(p -> catalog
                        .placement(new PlacementKey(project, order.environment(), p.service()))
                        .blockOptional()
                        .map(now -> defined(p, now))
                        .stream())
                .toList();
        return new JobOrder(
                pipeline,
                order.environment(),
                placements,
                order.dryRun(),
                order.onFailure(),
                order.requestedBy(),
                order.requestedAt(),
                order.parent(),
                order.note(),
                order.whenSame());
    }

    private static JobPlacement defined(JobPlacement placement, Placement now) {
        var revision = placement.revision();
        return new JobPlacement(
                placement.service(),
                now.target(),
                now.settings(),
                now.configuration(),
                revision == null
                        ? null
                        : new Revision(revision.version(), revision.artifacts(), now.settings(), now.configuration()),
                placement.lastVerified());
    }
}
