package dev.slipway.approval;

import dev.slipway.audit.Actor;
import dev.slipway.audit.AuditLog;
import dev.slipway.job.GateChanges;
import dev.slipway.web.Conflict;
import dev.slipway.web.FieldProblem;
import dev.slipway.web.Forbidden;
import dev.slipway.web.InvalidInput;
import dev.slipway.web.NotFound;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** What people do about what waits for their approval; each word goes on record, and wakes the job. */
@Component
public class Decisions {

    private final ApprovalStore store;
    private final Rounds rounds;
    private final Rights rights;
    private final Aftermath aftermath;
    private final Clock clock;

    /** What a decision changes beside the round. */
    @Component
    record Aftermath(AuditLog audit, GateChanges gates) {}

    Decisions(ApprovalStore store, Rounds rounds, Rights rights, Aftermath aftermath, Clock clock) {
        this.store = store;
        this.rounds = rounds;
        this.rights = rights;
        this.aftermath = aftermath;
        this.clock = clock;
    }

    /** A later word of the same person replaces the earlier one, as long as the job has not started. */
    public Mono<Approval> decide(long id, Decision decision, Actor actor) {
        if (decision.lacksNote()) {
            return Mono.error(new InvalidInput(
                    "Nothing was decided.",
                    new FieldProblem("note", "must say why", "Write what is wrong, so that whoever asked can act.")));
        }
        if (decision.note().length() > Decision.LONGEST_NOTE) {
            return Mono.error(new InvalidInput(
                    "Nothing was decided.",
                    new FieldProblem(
                            "note",
                            "must not be longer than " + Decision.LONGEST_NOTE + " characters",
                            "Shorten it.")));
        }
        return change(id, round -> decided(round, decision, actor));
    }

    /** Says that the person looks at it; binds nobody. */
    public Mono<Approval> claim(long id, boolean claims, Actor actor) {
        return change(
                id,
                round -> rights.of(actor, round)
                        .flatMap(mine -> mine.hindrance()
                                .<Mono<Approval>>map(why -> Mono.error(new Forbidden(why)))
                                .orElseGet(() -> Mono.just(round.claimed(claims ? Person.of(actor) : null))))
                        .flatMap(store::save)
                        .flatMap(saved -> aftermath
                                .audit()
                                .append(Rounds.event(actor, claims ? "approval.claim" : "approval.unclaim", saved))
                                .thenReturn(saved)));
    }

    private Mono<Approval> change(long id, java.util.function.Function<Approval, Mono<Approval>> how) {
        return find(id).flatMap(found -> rounds.alone(
                found.subject().job(),
                find(id).flatMap(round -> round.state().open() ? how.apply(round) : over(round))
                        .flatMap(saved -> rounds.tell().thenReturn(saved))));
    }

    private Mono<Approval> find(long id) {
        return store.find(id).switchIfEmpty(Mono.error(() -> new NotFound("There is no approval " + id + ".")));
    }

    private static Mono<Approval> over(Approval round) {
        var state = round.state().name().toLowerCase(Locale.ROOT);
        var why = round.course().reason() == null ? "" : " " + round.course().reason();
        return Mono.error(new Conflict(
                "This can no longer be decided: it is " + (state.equals("used") ? "under way" : state) + "." + why));
    }

    private Mono<Approval> decided(Approval round, Decision decision, Actor actor) {
        if (!round.effect().hash().equals(decision.hash())) {
            return Mono.error(new Conflict(
                    "What would happen is not what you were shown.",
                    new FieldProblem("hash", "must be that of what would happen", "Load it again and look.")));
        }
        return rights.of(actor, round).flatMap(mine -> {
            var why = mine.hindrance(decision.insteadOf());
            if (why.isPresent()) {
                return Mono.error(new Forbidden(why.get()));
            }
            var now = Instant.ofEpochMilli(clock.millis());
            var vote = new Vote(
                    Person.of(actor),
                    decision.choice(),
                    decision.note().strip(),
                    now,
                    mine.principal(decision.insteadOf()),
                    decision.hash());
            return store.save(round.decided(vote, mine.electorate(), now))
                    .flatMap(saved -> recorded(saved, vote, actor));
        });
    }

    private Mono<Approval> recorded(Approval saved, Vote vote, Actor actor) {
        var subject = saved.subject();
        var event =
                Rounds.event(actor, "approval." + vote.choice().key(), saved).because(because(vote));
        return aftermath
                .audit()
                .append(event)
                .then(aftermath.gates().changed(subject.project(), subject.environment()))
                .thenReturn(saved);
    }

    private static @Nullable String because(Vote vote) {
        var instead = Optional.ofNullable(vote.insteadOf())
                .map(p -> "In place of " + p.name() + ". ")
                .orElse("");
        var text = (instead + vote.note()).strip();
        return text.isEmpty() ? null : text;
    }
}
