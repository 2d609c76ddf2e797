package dev.slipway.freeze;

import dev.slipway.audit.Actor;
import dev.slipway.audit.AuditEvent;
import dev.slipway.job.Job;
import dev.slipway.job.Jobs;
import dev.slipway.target.PlacementKey;
import dev.slipway.web.Conflict;
import dev.slipway.web.FieldProblem;
import dev.slipway.web.InvalidInput;
import dev.slipway.web.NotFound;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Lets one job pass the freezes that hold it now; others, and those that begin later, hold it still. */
@Component
public class FreezeOverrides {

    private static final String INSERT = """
        insert into freeze_override (freeze_id, job_id, reason, made_by, made_at)
        select f, :job, :reason, :by, :at from unnest(:freezes) f on conflict do nothing
        """;

    private final DatabaseClient database;
    private final HoldRows rows;
    private final Jobs jobs;
    private final Changes changes;

    FreezeOverrides(DatabaseClient database, HoldRows rows, Jobs jobs, Changes changes) {
        this.database = database;
        this.rows = rows;
        this.jobs = jobs;
        this.changes = changes;
    }

    /** @param reason mandatory */
    public Mono<Void> override(String project, long number, @Nullable String reason, Actor actor) {
        var why = FreezeRequest.given(reason);
        if (why == null) {
            return Mono.error(new InvalidInput(
                    "Overriding a freeze needs a reason",
                    new FieldProblem("reason", "must say why", "Write one sentence for those who read it later.")));
        }
        var now = changes.now();
        return jobs.find(project, number)
                .switchIfEmpty(Mono.error(() -> new NotFound("Project " + project + " has no job #" + number)))
                .flatMap(job -> holding(job, now).flatMap(freezes -> override(job, freezes, why, actor)));
    }

    private Mono<List<Freeze>> holding(Job job, Instant now) {
        var environment = job.order().environment();
        var placements = job.order().placements().stream()
                .map(p -> new PlacementKey(job.project(), environment, p.service()))
                .toList();
        return rows.holds(job.project(), environment, placements, job.id(), now).map(holds -> {
            var outside = holds.allowed(now).isEmpty() ? holds.allowing().stream() : Stream.<Freeze>empty();
            var inside = holds.denying().stream().filter(f -> f.window().at(now).isPresent());
            return Stream.concat(inside, outside)
                    .filter(f -> !holds.overrides().containsKey(f.id()))
                    .toList();
        });
    }

    private Mono<Void> override(Job job, List<Freeze> freezes, String why, Actor actor) {
        if (job.over() || freezes.isEmpty()) {
            return Mono.error(new Conflict(
                    "No freeze holds job #" + job.number(),
                    new FieldProblem("number", "must be a job that a freeze holds now", "Reload its page.")));
        }
        var ids = freezes.stream().map(Freeze::id).toArray(Long[]::new);
        var titles = freezes.stream().map(Freeze::title).collect(Collectors.joining(", "));
        var insert = database.sql(INSERT)
                .bind("job", job.id())
                .bind("freezes", ids)
                .bind("reason", why)
                .bind("by", actor.name())
                .bind("at", changes.now().atOffset(ZoneOffset.UTC))
                .fetch()
                .rowsUpdated();
        return changes.change(
                        job.project(),
                        job.order().environment(),
                        insert,
                        _ -> AuditEvent.of(
                                        actor,
                                        "freeze.override",
                                        job.project(),
                                        "job #" + job.number() + ", freeze " + titles)
                                .because(why))
                .then();
    }
}
