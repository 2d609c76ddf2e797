package dev.slipway.job;

import dev.slipway.catalog.DefinitionListener;
import dev.slipway.engine.Signals;
import dev.slipway.engine.WorkQueue;
import java.time.Clock;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Gates tell it when something has changed that they go by. Jobs that wait for a gate then ask again, on whichever
 * replica; without it they do so within a minute.
 */
@Component
public class GateChanges implements DefinitionListener {

    private static final String TOPIC = "gate";

    /** Also jobs that may be asking right now, so that no opening falls between their question and their sleep. */
    private static final String ASKING = """
        select id from job where state in ('QUEUED', 'RUNNING', 'WAITING') and not dry_run
            and coalesce(waiting ->> 'what', 'GATE') = 'GATE'
            and (cast(:project as text) is null or project = :project)
            and (cast(:environment as text) is null or environment = :environment)
        order by id
        """;

    private final DatabaseClient database;
    private final WorkQueue work;
    private final Signals signals;
    private final Clock clock;

    GateChanges(DatabaseClient database, WorkQueue work, Signals signals, Clock clock) {
        this.database = database;
        this.work = work;
        this.signals = signals;
        this.clock = clock;
    }

    /**
     * A gate may stand otherwise now. Takes part in the caller's transaction, so that jobs ask after it was committed.
     *
     * @param project null for all projects
     * @param environment null for all environments
     */
    public Mono<Void> changed(@Nullable String project, @Nullable String environment) {
        return database.sql(ASKING)
                .bind("project", Parameter.fromOrEmpty(project, String.class))
                .bind("environment", Parameter.fromOrEmpty(environment, String.class))
                .map(row -> JobRows.number(row, "id"))
                .all()
                .collectList()
                .flatMapIterable(ids -> ids)
                .concatMap(this::again)
                .then(signals.send(TOPIC, Objects.requireNonNullElse(project, "")));
    }

    /** What gates ask for, and what a job would do, is defined there. */
    @Override
    public Mono<Void> changed(String project) {
        return changed(project, null);
    }

    private Mono<Void> again(long job) {
        var id = Long.toString(job);
        return work.schedule(PlacementLocks.WORK, id, clock.instant()).then(signals.send(JobRunner.WAKE, id));
    }

    /** The project of each change, or an empty text for all; hints for pages, from subscription on. */
    public Flux<String> all() {
        return signals.on(TOPIC);
    }
}
