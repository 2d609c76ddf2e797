package dev.slipway.engine;

import java.time.Instant;
import java.time.ZoneOffset;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** Writes executions where the scheduler of any replica finds them. */
class ScheduledWorkQueue implements WorkQueue {

    private static final String UPSERT = """
        insert into scheduled_tasks as t (task_name, task_instance, execution_time, picked, version)
        values (:kind, :id, :at, false, 1)
        on conflict (task_name, task_instance) do update set
            execution_time = case when t.picked then t.execution_time
                else least(t.execution_time, excluded.execution_time) end,
            wanted_at = case when t.picked then least(t.wanted_at, excluded.execution_time) end
        """;

    private final DatabaseClient database;
    private final Signals signals;

    ScheduledWorkQueue(DatabaseClient database, Signals signals) {
        this.database = database;
        this.signals = signals;
    }

    @Override
    public Mono<Void> schedule(String kind, String id, Instant at) {
        return database.sql(UPSERT)
                .bind("kind", kind)
                .bind("id", id)
                .bind("at", at.atOffset(ZoneOffset.UTC))
                .then()
                .then(signals.send(Worker.WAKE, ""));
    }
}
