package dev.slipway.engine;

import com.github.kagkarlsson.scheduler.Clock;
import com.github.kagkarlsson.scheduler.SystemClock;
import com.github.kagkarlsson.scheduler.task.Execution;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Objects;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.NoTransactionException;
import org.springframework.transaction.reactive.TransactionSynchronization;
import org.springframework.transaction.reactive.TransactionSynchronizationManager;
import reactor.core.publisher.Mono;

/** Writes executions where the scheduler of any replica finds them, or takes them at once for this portal's own. */
class ScheduledWorkQueue implements WorkQueue {

    /** What this transaction has taken itself will see all that it writes: no need to run it again. */
    private static final String LATER = """
         on conflict (task_name, task_instance) do update set
            execution_time = case when t.picked then t.execution_time
                else least(t.execution_time, excluded.execution_time) end,
            wanted_at = case when t.picked and t.xmin <> pg_current_xact_id()::xid
                then least(t.wanted_at, excluded.execution_time) else t.wanted_at end
        """;

    private static final String LEAVE = """
        insert into scheduled_tasks as t (task_name, task_instance, execution_time, picked, version)
        values (:kind, :id, :at, false, 1)
        """ + LATER;

    /** The fence is drawn as for any work that is taken. A row that was inserted has no xmax. */
    private static final String TAKE = """
        insert into scheduled_tasks as t
            (task_name, task_instance, execution_time, picked, picked_by, last_heartbeat, version)
        values (:kind, :id, :at, true, :worker, :now, nextval('work_fence'))
        """ + LATER + " returning t.version, t.xmax = 0 as taken";

    private final DatabaseClient database;
    private final Signals signals;
    private final FreeHands hands;

    /** The scheduler's own: heartbeats of all workers are told by it. */
    private final Clock clock = new SystemClock();

    ScheduledWorkQueue(DatabaseClient database, Signals signals, FreeHands hands) {
        this.database = database;
        this.signals = signals;
        this.hands = hands;
    }

    @Override
    public Mono<Void> schedule(String kind, String id, Instant at) {
        return Mono.defer(() -> {
            var now = clock.now();
            var promise = at.isAfter(now) ? null : hands.promise(kind);
            return promise == null ? leave(kind, id, at) : take(kind, id, at, now, promise);
        });
    }

    private Mono<Void> leave(String kind, String id, Instant at) {
        return database.sql(LEAVE)
                .bind("kind", kind)
                .bind("id", id)
                .bind("at", at.atOffset(ZoneOffset.UTC))
                .then()
                .then(wake());
    }

    private Mono<Void> take(String kind, String id, Instant at, Instant now, FreeHands.Promise promise) {
        return database.sql(TAKE)
                .bind("kind", kind)
                .bind("id", id)
                .bind("at", at.atOffset(ZoneOffset.UTC))
                .bind("worker", promise.worker())
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .map(Taken::of)
                .one()
                .doOnError(_ -> promise.withdraw())
                .doOnCancel(promise::withdraw)
                .flatMap(row -> {
                    if (!row.taken()) {
                        promise.withdraw();
                        return wake();
                    }
                    var work = new TaskInstance<Void>(kind, id);
                    return whenCommitted(
                            promise,
                            new Execution(at, work, true, promise.worker(), null, null, 0, now, row.version()));
                });
    }

    /** @param taken false if there was such work before, which another may have in hand */
    private record Taken(long version, boolean taken) {

        static Taken of(Readable row) {
            return new Taken(
                    Objects.requireNonNull(row.get("version", Long.class)),
                    Boolean.TRUE.equals(row.get("taken", Boolean.class)));
        }
    }

    private static Mono<Void> whenCommitted(FreeHands.Promise promise, Execution execution) {
        var ended = new TransactionSynchronization() {
            @Override
            public Mono<Void> afterCompletion(int status) {
                return Mono.fromRunnable(() -> {
                    if (status == STATUS_COMMITTED) {
                        promise.keep(execution);
                    } else {
                        promise.withdraw();
                    }
                });
            }
        };
        return TransactionSynchronizationManager.forCurrentTransaction()
                .doOnNext(current -> current.registerSynchronization(ended))
                .onErrorResume(NoTransactionException.class, _ -> {
                    promise.keep(execution);
                    return Mono.empty();
                })
                .then();
    }

    private Mono<Void> wake() {
        return signals.send(Worker.WAKE, "");
    }
}
