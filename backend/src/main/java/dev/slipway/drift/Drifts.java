package dev.slipway.drift;

import dev.slipway.audit.Actor;
import dev.slipway.audit.AuditEvent;
import dev.slipway.audit.AuditLog;
import dev.slipway.health.Drift;
import dev.slipway.health.Observations;
import dev.slipway.health.Observed;
import dev.slipway.job.Job;
import dev.slipway.target.PlacementKey;
import dev.slipway.web.Conflict;
import dev.slipway.web.FieldProblem;
import dev.slipway.web.InvalidInput;
import dev.slipway.web.NotFound;
import java.time.Clock;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.JsonNodeFactory;

/** Placements at which something else runs than was proven, and what people do about it. */
@Component
public class Drifts {

    private static final int LONGEST_REASON = 500;

    private final Observations observations;
    private final DriftRows rows;
    private final Restoring restoring;
    private final Recording recording;
    private final Clock clock;

    Drifts(Observations observations, DriftRows rows, Restoring restoring, Recording recording, Clock clock) {
        this.observations = observations;
        this.rows = rows;
        this.restoring = restoring;
        this.recording = recording;
        this.clock = clock;
    }

    /** Writes what is done with its record, as one. */
    @Component
    record Recording(AuditLog audit, TransactionalOperator transactions) {}

    /** Placements of a project that drift now, as far as they can be seen. */
    public Flux<Observed> of(String project) {
        return observations.ofProject(project).filter(observed -> observed.drift() != null);
    }

    /**
     * How a placement stands.
     *
     * @param drift null if it does not drift
     * @param adoption null if nothing was adopted since a job changed it last
     */
    public record Standing(
            Observed observed,
            @Nullable Drift drift,
            @Nullable Adoption adoption) {}

    /** Empty if the placement was never looked at. */
    public Mono<Standing> at(PlacementKey placement) {
        return observations
                .latest(placement)
                .flatMap(observed -> rows.last(placement)
                        .flatMap(last -> rows.adopted(placement, last.job()))
                        .map(Optional::of)
                        .defaultIfEmpty(Optional.empty())
                        .map(adoption -> new Standing(observed, observed.drift(), adoption.orElse(null))));
    }

    /**
     * Says that what runs is as it should be, from now until a job changes the placement. It proves nothing: where to go
     * back to stays what was proven.
     *
     * @param seen {@link DriftMark} of what the person saw; null takes it as it is now
     */
    public Mono<Void> adopt(PlacementKey placement, @Nullable String seen, @Nullable String reason, Actor actor) {
        var why = reason(reason);
        return drifting(placement)
                .flatMap(drift -> {
                    if (seen != null && !seen.isBlank() && !seen.equals(DriftMark.of(drift))) {
                        return Mono.error(new Conflict("Something else runs there by now. Look again, then decide."));
                    }
                    return rows.last(placement)
                            .flatMap(last -> last.held()
                                    ? Mono.error(
                                            new Conflict("A job is changing the placement. Wait until it has ended."))
                                    : adopt(placement, drift, why, actor, last.job()));
                })
                .as(recording.transactions()::transactional);
    }

    private Mono<Void> adopt(PlacementKey placement, Drift drift, String why, Actor actor, long job) {
        var before = JsonNodeFactory.instance.objectNode();
        var after = JsonNodeFactory.instance.objectNode();
        drift.deviations().forEach(one -> {
            before.put(one.what(), one.expected());
            after.put(one.what(), one.seen());
        });
        return rows.last(placement)
                .map(last -> new java.util.HashMap<>(last.adopted()))
                .doOnNext(all -> drift.deviations().forEach(one -> all.put(one.what(), one.seen())))
                .flatMap(all -> rows.adopt(placement, new Adoption(all, why, actor.name(), clock.instant()), job))
                .then(recording
                        .audit()
                        .append(AuditEvent.of(actor, "drift.adopt", placement.project(), "placement " + placement)
                                .change(before.toString(), after.toString())
                                .because(why)))
                .then(observations.lookNow(placement));
    }

    /** Starts a job that deploys what was proven last, also where the target believes that it runs. */
    public Mono<Job> restore(PlacementKey placement, @Nullable String reason, Actor actor) {
        var why = reason(reason);
        return drifting(placement)
                .flatMap(drift -> rows.last(placement)
                        .flatMap(last -> restoring.start(placement, last.job(), note(drift, why), actor)));
    }

    private static String note(Drift drift, String why) {
        return "Restore after drift ("
                + drift.deviations().stream().map(one -> one.what()).collect(Collectors.joining(", ")) + "): " + why;
    }

    private Mono<Drift> drifting(PlacementKey placement) {
        return observations
                .latest(placement)
                .switchIfEmpty(Mono.error(() -> new NotFound("There is no placement " + placement + ".")))
                .flatMap(observed -> Mono.justOrEmpty(observed.drift()))
                .switchIfEmpty(Mono.error(() -> new Conflict("What runs there is what was proven: nothing drifts.")));
    }

    private static String reason(@Nullable String reason) {
        if (reason == null || reason.isBlank()) {
            throw new InvalidInput(
                    "Nothing was changed.",
                    new FieldProblem("reason", "must say why", "Write one sentence for those who look at it later."));
        }
        if (reason.strip().length() > LONGEST_REASON) {
            throw new InvalidInput(
                    "Nothing was changed.",
                    new FieldProblem("reason", "must have at most " + LONGEST_REASON + " characters", "Shorten it."));
        }
        return reason.strip();
    }
}
