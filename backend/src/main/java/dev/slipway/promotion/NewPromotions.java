package dev.slipway.promotion;

import dev.slipway.approval.Approval;
import dev.slipway.approval.Approvals;
import dev.slipway.approval.Vote;
import dev.slipway.audit.Actor;
import dev.slipway.audit.AuditEvent;
import dev.slipway.audit.AuditLog;
import dev.slipway.engine.WorkQueue;
import dev.slipway.job.Job;
import dev.slipway.job.JobControl;
import dev.slipway.job.Jobs;
import dev.slipway.promotion.PromotionRequest.Earlier;
import dev.slipway.web.Conflict;
import dev.slipway.web.FieldProblem;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Makes promotions and takes them back. All of it takes part in the caller's transaction. */
@Component
class NewPromotions {

    private final StoredPromotions promotions;
    private final Carrying carrying;
    private final Approvals approvals;
    private final Ledger ledger;
    private final JsonMapper json;

    /** Where it is written down what happens, and when. */
    @Component
    record Ledger(AuditLog audit, WorkQueue work, Clock clock) {

        Instant now() {
            return Instant.ofEpochMilli(clock.millis());
        }
    }

    /** The jobs that carry promotions out. */
    @Component
    record Carrying(JobControl control, Jobs jobs) {

        /** Whether it can still be taken back. */
        Mono<Boolean> waits(Promotion promotion) {
            return jobs.find(promotion.job())
                    .map(job -> !job.over()
                            && job.status().cancel() == null
                            && job.status().startedAt() == null);
        }
    }

    NewPromotions(StoredPromotions promotions, Carrying carrying, Approvals approvals, Ledger ledger, JsonMapper json) {
        this.promotions = promotions;
        this.carrying = carrying;
        this.approvals = approvals;
        this.ledger = ledger;
        this.json = json;
    }

    /** A promotion of the same services that waits, and who has approved it. */
    record Waiting(Promotion promotion, List<String> approvedBy) {

        PromotionPreview.Earlier told() {
            return new PromotionPreview.Earlier(
                    promotion.number(), promotion.asked().title(), approvedBy);
        }
    }

    Flux<Waiting> earlier(PromotionPlan plan) {
        return earlier(plan, approvals::ofJob);
    }

    /** @param round the latest of a job */
    private Flux<Waiting> earlier(PromotionPlan plan, LongFunction<Mono<Approval>> round) {
        var services = plan.items().stream().map(Promotion.Item::service).toList();
        return promotions
                .open(plan.project().key())
                .filter(open -> open.state() == PromotionState.WAITING
                        && open.asked().to().equals(plan.target().key())
                        && !Collections.disjoint(open.asked().services(), services))
                .concatMap(open -> round.apply(open.job())
                        .map(NewPromotions::approvers)
                        .defaultIfEmpty(List.of())
                        .map(by -> new Waiting(open, by)))
                .filterWhen(waiting -> carrying.waits(waiting.promotion()));
    }

    /** Who has said yes in a round that is still open. */
    private static List<String> approvers(Approval round) {
        return round.state().open()
                ? round.votes().stream()
                        .filter(vote -> vote.choice() == Vote.Choice.APPROVE)
                        .map(vote -> vote.by().name())
                        .toList()
                : List.of();
    }

    /**
     * Requests for one project wait here for each other, so that none overlooks an earlier one. Who approves an earlier
     * one in the same moment comes before or after: their word is seen here, or they learn that it was superseded.
     */
    Mono<Promotion> make(PromotionPlan plan) {
        return promotions
                .nextNumber(plan.project().key())
                .flatMap(number -> earlier(plan, approvals::held)
                        .collectList()
                        .doOnNext(waiting -> refuseIfApproved(plan, waiting))
                        // placements are locked before what wakes jobs, as everywhere
                        .flatMap(waiting -> carrying.control()
                                .start(plan.job(number))
                                .delayUntil(job -> supersede(waiting, number, plan)))
                        .flatMap(job -> insert(plan, number, job)));
    }

    private Mono<Void> supersede(List<Waiting> waiting, long number, PromotionPlan plan) {
        return plan.request().terms().earlier() == Earlier.KEEP
                ? Mono.empty()
                : Flux.fromIterable(waiting)
                        .concatMap(old -> supersede(old.promotion(), number, plan))
                        .then();
    }

    /** A granted approval never goes silently: who asks must say what becomes of it. */
    private static void refuseIfApproved(PromotionPlan plan, List<Waiting> waiting) {
        if (plan.request().terms().earlier() != null) {
            return;
        }
        var services = plan.items().stream().map(Promotion.Item::service).toList();
        var kept = waiting.stream()
                .filter(old -> !old.approvedBy().isEmpty()
                        || !services.containsAll(old.promotion().asked().services()))
                .map(old -> "#" + old.promotion().number() + " ("
                        + old.promotion().asked().title()
                        + (old.approvedBy().isEmpty() ? "" : ", approved by " + String.join(" and ", old.approvedBy()))
                        + ")")
                .collect(Collectors.joining(", "));
        if (!kept.isEmpty()) {
            throw new Conflict(
                    "A promotion of the same services waits: " + kept,
                    new FieldProblem(
                            "earlier",
                            "must say what becomes of it, for it is approved or takes other services along",
                            "Choose whether it is superseded or kept."));
        }
    }

    private Mono<Void> supersede(Promotion old, long number, PromotionPlan plan) {
        var reason = "Promotion #" + number + " took its place";
        var after = old.supersededBy(number, reason, ledger.now());
        var event = event(plan.request().actor(), "promotion.supersede", old).because(reason);
        return carrying.control()
                .takeBack(old.job(), reason, plan.request().actor())
                .filter(back -> back) // else it has started or was cancelled in this moment, and goes its way
                .flatMap(back -> end(old, after, reason, event));
    }

    /** Fails with {@link Conflict} when the job has started. */
    Mono<Promotion> withdraw(Promotion old, String reason, Actor actor) {
        var after = old.on(PromotionEvent.WITHDRAW, reason, ledger.now());
        var event = event(actor, "promotion.withdraw", old).because(reason);
        return approvals
                .held(old.job())
                .then(Mono.defer(() -> carrying.control().takeBack(old.job(), reason, actor)))
                .filter(back -> back)
                .switchIfEmpty(Mono.error(() -> changed(old)))
                .flatMap(back -> end(old, after, reason, event))
                .thenReturn(after);
    }

    private Mono<Void> end(Promotion before, Promotion after, String reason, AuditEvent event) {
        return promotions
                .move(before, after)
                .switchIfEmpty(Mono.error(() -> changed(before)))
                .then(Mono.defer(() -> ledger.audit().append(event)))
                .then(Mono.defer(() -> approvals.withdraw(before.job(), reason)));
    }

    private static Conflict changed(Promotion promotion) {
        return new Conflict(
                "Promotion #" + promotion.number() + " has just changed",
                new FieldProblem("state", "must still be waiting", "Look at it again."));
    }

    private Mono<Promotion> insert(PromotionPlan plan, long number, Job job) {
        var terms = plan.request().terms();
        var asked = new Promotion.Asked(
                plan.source().key(),
                plan.target().key(),
                plan.items(),
                plan.pipeline(),
                plan.request().actor(),
                ledger.now(),
                terms.note(),
                terms.hotfix(),
                plan.automatic());
        var made = new Promotion(0, plan.project().key(), number, asked, job.id(), job.number(), Promotion.Fate.NEW);
        var key = terms.idempotencyKey();
        return promotions
                .insert(made, new StoredPromotions.Key(key, key == null ? null : hash(plan.request())))
                .flatMap(promotion -> ledger.audit()
                        .append(event(asked.by(), "promotion.request", promotion)
                                .because(terms.note())
                                .change(null, json.writeValueAsString(Told.of(promotion))))
                        .then(hotfix(promotion, terms.hotfix()))
                        .then(ledger.work().schedule(PromotionFollower.KIND, Long.toString(promotion.id()), asked.at()))
                        .then(promotions.announce(promotion.project()))
                        .thenReturn(promotion));
    }

    private Mono<Void> hotfix(Promotion promotion, @Nullable String reason) {
        return reason == null
                ? Mono.empty()
                : ledger.audit()
                        .append(event(promotion.asked().by(), "promotion.hotfix", promotion)
                                .because(reason));
    }

    private record Told(String what, String from, String to, long job) {

        static Told of(Promotion promotion) {
            var asked = promotion.asked();
            return new Told(asked.title(), asked.from(), asked.to(), promotion.jobNumber());
        }
    }

    private static AuditEvent event(Actor actor, String action, Promotion promotion) {
        return AuditEvent.of(actor, action, promotion.project(), "promotion #" + promotion.number());
    }

    /** What must be equal for two requests with one key to be the same. */
    String hash(PromotionRequest request) {
        var text = json.writeValueAsString(request);
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
