package dev.slipway.job;

import dev.slipway.job.JobPreviews.Nowhere;
import dev.slipway.job.spi.Step;
import dev.slipway.job.spi.StepContext;
import dev.slipway.target.ConfigurationValue;
import dev.slipway.target.SecretUnavailable;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Asks every step of an order what it would do. */
@Component
class StepPlans {

    private static final Logger LOG = LoggerFactory.getLogger(StepPlans.class);

    private final Steps steps;
    private final Places places;
    private final Provenance provenance;
    private final Clock clock;

    StepPlans(Steps steps, Places places, Provenance provenance, Clock clock) {
        this.steps = steps;
        this.places = places;
        this.provenance = provenance;
        this.clock = clock;
    }

    JobOrder withProven(String project, JobOrder order) {
        return provenance.withProven(project, order);
    }

    List<JobPreview.PlannedStep> plan(String project, JobOrder order) {
        var runs = new StepGraph(order.pipeline().steps()).runs(order.placements());
        var dry = new JobOrder(
                order.pipeline(),
                order.environment(),
                order.placements(),
                true,
                order.onFailure(),
                order.requestedBy(),
                order.requestedAt(),
                order.parent(),
                order.note(),
                order.whenSame());
        var job = new Job(0, project, 0, dry, new Job.Status(JobState.QUEUED, null, null, null, null, null), runs);
        return runs.stream().map(run -> plan(job, run)).toList();
    }

    private JobPreview.PlannedStep plan(Job job, StepRun run) {
        var step = steps.find(run.kind());
        if (step.isEmpty()) {
            return new JobPreview.PlannedStep(
                    run.name(), run.title(), List.of("There is no step kind " + run.kind()), false);
        }
        var masks = new Masks();
        try {
            var context = context(job, run, step.get(), masks);
            var actions = masks.mask(step.get().plan(context));
            return new JobPreview.PlannedStep(
                    run.name(), run.title(), actions, step.get().repeats(context));
        } catch (Exception e) {
            var why = masks.mask(String.valueOf(e.getMessage()));
            LOG.info("Step {} cannot plan: {}", run.name(), why);
            return new JobPreview.PlannedStep(
                    run.name(), run.title(), List.of("What it would do cannot be told: " + why), false);
        }
    }

    private StepContext context(Job job, StepRun run, Step step, Masks masks) {
        return new ContextOfStep(
                job,
                run,
                places.placed(job.project(), job.order()),
                Nowhere.NOWHERE,
                Nowhere.NOWHERE,
                new ContextOfStep.Surroundings(
                        () -> Instant.ofEpochMilli(clock.millis()),
                        value -> resolve(value, masks),
                        () -> false,
                        _ -> {},
                        provenance::proven,
                        step.needsPlacement()));
    }

    private String resolve(ConfigurationValue value, Masks masks) throws SecretUnavailable {
        var resolved = places.resolve(value);
        if (value instanceof ConfigurationValue.Secret) {
            masks.add(resolved);
        }
        return resolved;
    }
}
