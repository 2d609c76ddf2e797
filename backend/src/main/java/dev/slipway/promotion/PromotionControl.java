package dev.slipway.promotion;

import dev.slipway.audit.Actor;
import reactor.core.publisher.Mono;

/** What people do to promotions. Refusals are problems that name field, rule and remedy. */
public interface PromotionControl {

    /** What it would change, found without changing anything. */
    Mono<PromotionPreview> preview(PromotionRequest request);

    /**
     * Makes the promotion and the job that carries it out, or returns what an equal request with the same key has made.
     *
     * <p>Error signals: {@link dev.slipway.web.InvalidInput} when a release is not verified upstream and no exception was
     * asked for; {@link dev.slipway.web.Conflict} when an earlier promotion waits with an approval and the request does not
     * say what becomes of it.
     */
    Mono<Promotion> request(PromotionRequest request);

    /** Takes it back before its job starts; {@link dev.slipway.web.Conflict} afterwards. */
    Mono<Promotion> withdraw(String project, long number, String reason, Actor actor);
}
