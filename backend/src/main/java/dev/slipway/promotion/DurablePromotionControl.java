package dev.slipway.promotion;

import dev.slipway.audit.Actor;
import dev.slipway.web.Conflict;
import dev.slipway.web.FieldProblem;
import dev.slipway.web.InvalidInput;
import dev.slipway.web.NotFound;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** What people do to promotions, each in one transaction with its record, its job and the work it asks for. */
@Component
class DurablePromotionControl implements PromotionControl {

    private static final int LONGEST_KEY = 255;

    private final PromotionPlans plans;
    private final PromotionPreviews previews;
    private final NewPromotions newPromotions;
    private final StoredPromotions promotions;
    private final TransactionalOperator transactions;

    DurablePromotionControl(
            PromotionPlans plans,
            PromotionPreviews previews,
            NewPromotions newPromotions,
            StoredPromotions promotions,
            TransactionalOperator transactions) {
        this.plans = plans;
        this.previews = previews;
        this.newPromotions = newPromotions;
        this.promotions = promotions;
        this.transactions = transactions;
    }

    @Override
    public Mono<PromotionPreview> preview(PromotionRequest request) {
        return plans.plan(request)
                .flatMap(plan -> newPromotions
                        .earlier(plan)
                        .map(NewPromotions.Waiting::told)
                        .collectList()
                        .flatMap(earlier -> previews.of(plan, earlier)));
    }

    @Override
    public Mono<Promotion> request(PromotionRequest request) {
        var key = request.terms().idempotencyKey();
        if (key == null) {
            return make(request);
        }
        if (key.isBlank() || key.length() > LONGEST_KEY) {
            return Mono.error(new InvalidInput(
                    "The Idempotency-Key cannot be used",
                    new FieldProblem("Idempotency-Key", "must have 1 to 255 characters", "Send a UUID.")));
        }
        var hash = newPromotions.hash(request);
        var made = Mono.defer(() -> promotions.byKey(request.project(), key))
                .flatMap(known -> known.hash().equals(hash)
                        ? Mono.just(known.promotion())
                        : Mono.error(new Conflict(
                                "Another request was sent with this Idempotency-Key",
                                new FieldProblem(
                                        "Idempotency-Key",
                                        "must be new for a request with another content",
                                        "Send a new key."))));
        return made.switchIfEmpty(
                Mono.defer(() -> make(request)).onErrorResume(DuplicateKeyException.class, e -> made));
    }

    private Mono<Promotion> make(PromotionRequest request) {
        return plans.plan(request).flatMap(plan -> newPromotions.make(plan).as(transactions::transactional));
    }

    @Override
    public Mono<Promotion> withdraw(String project, long number, String reason, Actor actor) {
        return promotions
                .find(project, number)
                .switchIfEmpty(
                        Mono.error(() -> new NotFound("Project " + project + " has no promotion #" + number + ".")))
                .flatMap(promotion -> newPromotions.withdraw(promotion, reason, actor))
                .as(transactions::transactional);
    }
}
