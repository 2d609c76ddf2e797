package dev.slipway.job;

import dev.slipway.target.Outcome;
import dev.slipway.target.PlacementKey;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Objects;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Placements whose last change was rolled back; costs the same however many jobs there were. */
@Component
public class LastRollbacks {

    private static final String ROLLED_BACK = """
        insert into placement_rollback (project, environment, service, number, ended_at)
        select :project, :environment, s, :number, :at from unnest(:services) s
        on conflict (project, environment, service) do update
            set number = excluded.number, ended_at = excluded.ended_at\
        """;

    private static final String OTHERWISE = """
        delete from placement_rollback
        where project = :project and environment = :environment and service = any(:services)\
        """;

    private final DatabaseClient database;

    LastRollbacks(DatabaseClient database) {
        this.database = database;
    }

    public Flux<RolledBack> all() {
        return database.sql("select project, environment, service, number, ended_at from placement_rollback")
                .map(row -> new RolledBack(
                        new PlacementKey(
                                JobRows.text(row, "project"),
                                JobRows.text(row, "environment"),
                                JobRows.text(row, "service")),
                        JobRows.number(row, "number"),
                        Objects.requireNonNull(JobRows.instant(row, "ended_at"))))
                .all();
    }

    /** Takes part in the transaction that ends the job. */
    Mono<Void> note(Job job, JobVerdict verdict, Instant now) {
        if (job.order().dryRun()) {
            return Mono.empty();
        }
        return database.sql(ROLLED_BACK)
                .bind("project", job.project())
                .bind("environment", job.order().environment())
                .bind("number", job.number())
                .bind("at", now.atOffset(ZoneOffset.UTC))
                .bind("services", services(verdict, true))
                .then()
                .then(database.sql(OTHERWISE)
                        .bind("project", job.project())
                        .bind("environment", job.order().environment())
                        .bind("services", services(verdict, false))
                        .then());
    }

    private static String[] services(JobVerdict verdict, boolean rolledBack) {
        return verdict.services().entrySet().stream()
                .filter(one -> (one.getValue().outcome() == Outcome.ROLLED_BACK) == rolledBack)
                .map(one -> one.getKey())
                .sorted()
                .toArray(String[]::new);
    }
}
