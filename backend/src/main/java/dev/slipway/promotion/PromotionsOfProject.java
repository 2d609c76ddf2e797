package dev.slipway.promotion;

import dev.slipway.catalog.ProjectRemoval;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** With a project go its promotions; one that is not over has a job that is not over, and that keeps the project. */
@Component
class PromotionsOfProject implements ProjectRemoval {

    private final DatabaseClient database;

    PromotionsOfProject(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Flux<String> obstacles(String project) {
        return Flux.empty();
    }

    @Override
    public Mono<Void> remove(String project) {
        return Flux.just("promotion", "promotion_number", "promotion_setting", "promotion_auto")
                .concatMap(table -> database.sql("delete from " + table + " where project = :project")
                        .bind("project", project)
                        .then())
                .then();
    }
}
