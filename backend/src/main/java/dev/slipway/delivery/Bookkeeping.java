package dev.slipway.delivery;

import dev.slipway.engine.Rounds;
import java.time.Duration;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Makes the facts that figures are read from, on whichever replica comes first. */
@Component
class Bookkeeping extends Rounds {

    private static final Duration PERIOD = Duration.ofSeconds(10);

    private final DeliveryFacts facts;

    Bookkeeping(DeliveryFacts facts) {
        super(PERIOD, PERIOD);
        this.facts = facts;
    }

    @Override
    protected Mono<?> round() {
        return facts.make();
    }

    @Override
    protected String whenFailed() {
        return "Delivery figures read jobs that ended one by one, because their facts could not be kept";
    }
}
