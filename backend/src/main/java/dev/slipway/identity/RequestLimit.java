package dev.slipway.identity;

import dev.slipway.web.Paths;
import java.time.Clock;
import java.util.Optional;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Refuses requests of somebody who makes too many, also those that would be refused for another reason. Of who is not signed
 * in only the API is counted, by address; guessing at sign-in has a throttle of its own ({@link SignInThrottle}).
 */
@Component
@Order(-101) // before Spring Security, which is -100
class RequestLimit implements WebFilter {

    private final Visitors visitors;
    private final Allowances allowances;
    private final LimitProperties limits;
    private final Clock clock;

    RequestLimit(Visitors visitors, Allowances allowances, LimitProperties limits, Clock clock) {
        this.visitors = visitors;
        this.allowances = allowances;
        this.limits = limits;
        this.clock = clock;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        if (limits.requests() == 0 || Paths.of(exchange).startsWith("/static/")) {
            return chain.filter(exchange);
        }
        return visitors.access(exchange)
                .flatMap(access -> who(access, exchange).map(allowances::take).orElseGet(() -> Mono.just(true)))
                .flatMap(may -> may
                        ? chain.filter(exchange)
                        : Mono.error(TooManyRequests.of(
                                exchange,
                                "More than " + limits.requests() + " requests in a minute are too many.",
                                allowances.wait(clock.instant()))));
    }

    private static Optional<String> who(Access access, ServerWebExchange exchange) {
        var actor = access.actor();
        if (actor != null) {
            return Optional.of(actor.kind() + " " + actor.id());
        }
        return Paths.isApi(exchange.getRequest())
                ? Optional.of("address " + SignInThrottle.addressOf(exchange))
                : Optional.empty();
    }
}
