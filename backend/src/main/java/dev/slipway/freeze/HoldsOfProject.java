package dev.slipway.freeze;

import dev.slipway.catalog.ProjectRemoval;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** With a project go its freezes and locks. */
@Component
class HoldsOfProject implements ProjectRemoval {

    private final DatabaseClient database;

    HoldsOfProject(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Flux<String> obstacles(String project) {
        return Flux.empty();
    }

    @Override
    public Mono<Void> remove(String project) {
        return Flux.just("freeze_window", "person_lock")
                .concatMap(table -> database.sql("delete from " + table + " where project = :project")
                        .bind("project", project)
                        .then())
                .then();
    }
}
