package dev.slipway.freeze;

import dev.slipway.audit.Actor;
import dev.slipway.audit.AuditEvent;
import dev.slipway.web.FieldProblem;
import dev.slipway.web.InvalidInput;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Holds every job of every project at once, and lets them go again. */
@Component
public class StopSwitch {

    private static final String STOP = """
        insert into stop_switch (pauses, reason, made_by, since) values (:pauses, :reason, :by, :at)
        on conflict (one) do update set pauses = excluded.pauses, reason = excluded.reason, made_by = excluded.made_by
        """;

    private final DatabaseClient database;
    private final HoldRows rows;
    private final Changes changes;

    StopSwitch(DatabaseClient database, HoldRows rows, Changes changes) {
        this.database = database;
        this.rows = rows;
        this.changes = changes;
    }

    /** Empty while nothing is stopped. */
    public Mono<Stop> stopped() {
        return rows.stop();
    }

    /** @param pauses whether running jobs are held too, before their next step that changes something */
    public Mono<Stop> stop(boolean pauses, @Nullable String reason, Actor actor) {
        var why = FreezeRequest.given(reason);
        if (why == null) {
            return Mono.error(new InvalidInput(
                    "Stopping everything needs a reason",
                    new FieldProblem("reason", "must say why", "Everybody will read it.")));
        }
        var stop = new Stop(pauses, why, actor.name(), changes.now());
        var insert = database.sql(STOP)
                .bind("pauses", pauses)
                .bind("reason", why)
                .bind("by", actor.name())
                .bind("at", stop.since().atOffset(ZoneOffset.UTC))
                .then()
                .thenReturn(stop);
        return changes.change(
                null,
                null,
                insert,
                done -> AuditEvent.of(actor, "everything.stop", null, "everything")
                        .because(why)
                        .change(null, changes.json(done)));
    }

    /** Does nothing when nothing is stopped. */
    public Mono<Void> resume(Actor actor) {
        var delete =
                database.sql("delete from stop_switch").fetch().rowsUpdated().filter(gone -> gone > 0);
        return changes.change(null, null, delete, _ -> AuditEvent.of(actor, "everything.resume", null, "everything"))
                .then();
    }
}
