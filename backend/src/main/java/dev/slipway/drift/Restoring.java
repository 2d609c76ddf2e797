package dev.slipway.drift;

import dev.slipway.audit.Actor;
import dev.slipway.job.Job;
import dev.slipway.job.JobControl;
import dev.slipway.job.JobRequest;
import dev.slipway.job.Jobs;
import dev.slipway.job.OnFailure;
import dev.slipway.job.VerifiedRevision;
import dev.slipway.job.VerifiedRevisions;
import dev.slipway.job.spi.WhenSame;
import dev.slipway.pipeline.Pipeline;
import dev.slipway.pipeline.Pipelines;
import dev.slipway.target.PlacementKey;
import dev.slipway.web.Conflict;
import java.util.List;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Starts the job that brings back what was proven last. */
@Component
class Restoring {

    private final VerifiedRevisions verified;
    private final Jobs jobs;
    private final Pipelines pipelines;
    private final JobControl control;

    Restoring(VerifiedRevisions verified, Jobs jobs, Pipelines pipelines, JobControl control) {
        this.verified = verified;
        this.jobs = jobs;
        this.pipelines = pipelines;
        this.control = control;
    }

    /** @param last the last job that changed the placement: two clicks make one job, another try makes another */
    Mono<Job> start(PlacementKey placement, long last, String note, Actor actor) {
        return verified.of(placement)
                .switchIfEmpty(Mono.error(() -> new Conflict("Nothing was ever proven there that could be restored.")))
                .flatMap(proven -> pipeline(proven)
                        .flatMap(pipeline -> control.start(request(placement, proven, pipeline, last, note, actor))));
    }

    private static JobRequest request(
            PlacementKey placement, VerifiedRevision proven, String pipeline, long last, String note, Actor actor) {
        return new JobRequest(
                placement.project(),
                pipeline,
                placement.environment(),
                List.of(new JobRequest.ServiceVersion(
                        placement.service(), proven.revision().version())),
                false,
                OnFailure.ASK,
                "restore/" + placement.environment() + "/" + placement.service() + "/" + last,
                note,
                actor,
                WhenSame.FORCE);
    }

    /** The one that proved it, if it deploys; else the project's first that does. */
    private Mono<String> pipeline(VerifiedRevision proven) {
        var project = proven.placement().project();
        return jobs.find(proven.job())
                .flatMap(job -> pipelines.find(project, job.order().pipeline().key()))
                .filter(Restoring::deploys)
                .map(Pipeline::key)
                .switchIfEmpty(pipelines
                        .all(project)
                        .filter(Restoring::deploys)
                        .map(Pipeline::key)
                        .collectList()
                        .flatMap(keys -> Mono.justOrEmpty(keys.stream().findFirst())))
                .switchIfEmpty(Mono.error(() -> new Conflict("The project has no pipeline that deploys.")));
    }

    private static boolean deploys(Pipeline pipeline) {
        return pipeline.steps().stream().anyMatch(step -> step.kind().equals("deploy"));
    }
}
