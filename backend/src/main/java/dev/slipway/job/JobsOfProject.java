package dev.slipway.job;

import dev.slipway.catalog.ProjectRemoval;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A project with a job that is not over stays; with the project go its jobs and what they have proven. */
@Component
class JobsOfProject implements ProjectRemoval {

    private final Jobs jobs;
    private final DatabaseClient database;

    JobsOfProject(Jobs jobs, DatabaseClient database) {
        this.jobs = jobs;
        this.database = database;
    }

    @Override
    public Flux<String> obstacles(String project) {
        return jobs.open(project).map(job -> "Job #" + job.number() + " has not ended");
    }

    @Override
    public Mono<Void> remove(String project) {
        return Flux.just("verified_revision", "placement_rollback", "job", "job_number")
                .concatMap(table -> database.sql("delete from " + table + " where project = :project")
                        .bind("project", project)
                        .then())
                .then();
    }
}
