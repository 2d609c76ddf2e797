package dev.slipway.promotion;

import dev.slipway.audit.Actor;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Environments that promote by themselves. Error signal {@link dev.slipway.web.NotFound} for one that does not. */
public interface AutoPromotions {

    /** In alphabetical order of the environments. */
    Flux<AutoPromotion> of(String project);

    /** Does nothing to one that is paused. */
    Mono<AutoPromotion> pause(String project, String environment, String reason, Actor actor);

    /** What was rolled back is not promoted again unless it is deployed anew upstream, or by hand. */
    Mono<AutoPromotion> resume(String project, String environment, Actor actor);
}
