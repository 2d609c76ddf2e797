package dev.slipway.promotion;

import dev.slipway.approval.Approvals;
import dev.slipway.audit.Actor;
import dev.slipway.audit.AuditEvent;
import dev.slipway.audit.AuditLog;
import dev.slipway.engine.Lease;
import dev.slipway.engine.Work;
import dev.slipway.job.Job;
import dev.slipway.job.Jobs;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Lets a promotion's state follow its job, until the job has ended. */
@Component
class PromotionFollower implements Work {

    static final String KIND = "promotion";

    /** Changes of jobs wake it; this is the guarantee. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(30);

    private final StoredPromotions promotions;
    private final Followed followed;
    private final AuditLog audit;
    private final TransactionalOperator transactions;
    private final Clock clock;

    /** Where it is seen what becomes of a promotion. */
    @Component
    record Followed(Jobs jobs, Approvals approvals) {

        PromotionEvent event(Job job) {
            var round = job.refused() ? approvals.ofJob(job.id()).block() : null;
            return PromotionEvent.of(job, round);
        }
    }

    PromotionFollower(
            StoredPromotions promotions,
            Followed followed,
            AuditLog audit,
            TransactionalOperator transactions,
            Clock clock) {
        this.promotions = promotions;
        this.followed = followed;
        this.audit = audit;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Outcome run(String id, Lease lease) {
        var promotion = promotions.find(Long.parseLong(id)).blockOptional();
        var job = promotion.flatMap(p -> followed.jobs().find(p.job()).blockOptional());
        if (job.isEmpty()) {
            return new Outcome.Done(); // the project is gone
        }
        follow(promotion.get(), job.get());
        return job.get().over() ? new Outcome.Done() : new Outcome.Again(now().plus(LOOK_AGAIN));
    }

    private void follow(Promotion before, Job job) {
        var event = followed.event(job);
        if (before.state().on(event).isEmpty()) {
            return; // it has ended, and its job with it
        }
        var after = before.on(event, reason(job), now());
        if (!after.equals(before)) {
            transactions
                    .transactional(promotions.move(before, after).flatMap(this::record))
                    .block();
        }
    }

    private Mono<Void> record(Promotion moved) {
        if (!moved.state().over()) {
            return Mono.empty();
        }
        var event = AuditEvent.of(Actor.SYSTEM, "promotion.end", moved.project(), "promotion #" + moved.number())
                .because(moved.fate().reason())
                .change(null, "{\"state\":\"" + moved.state() + "\",\"job\":" + moved.jobNumber() + "}");
        return audit.append(event);
    }

    private static @Nullable String reason(Job job) {
        var verdict = job.status().verdict();
        return verdict == null ? null : verdict.reason();
    }

    private Instant now() {
        return Instant.ofEpochMilli(clock.millis());
    }
}
