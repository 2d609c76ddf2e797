package dev.slipway.approval.web;

import dev.slipway.approval.Approvals;
import dev.slipway.approval.BreakGlass;
import dev.slipway.identity.Access;
import dev.slipway.identity.Permission;
import dev.slipway.web.LiveEverywhere;
import dev.slipway.web.PageAttributes;
import dev.slipway.web.Part;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** How many approvals wait for who looks, in the navigation of every page, and the glass that is broken, above it. */
@Component
class ShellInbox implements PageAttributes, LiveEverywhere {

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(20);

    private final Approvals approvals;
    private final BreakGlass glass;
    private final Clock clock;

    ShellInbox(Approvals approvals, BreakGlass glass, Clock clock) {
        this.approvals = approvals;
        this.glass = glass;
        this.clock = clock;
    }

    @Override
    public Mono<Map<String, Object>> of(ServerWebExchange exchange) {
        return access(exchange)
                .flatMap(access -> parts(access).map(parts -> {
                    Part count = parts.getFirst();
                    Part broken = parts.getLast();
                    return Map.<String, Object>of("inbox", count, "glass", broken);
                }));
    }

    @Override
    public Flux<List<Part>> states(ServerWebExchange exchange) {
        return access(exchange)
                .flatMapMany(access -> Flux.merge(
                                approvals.changes(), Flux.interval(LOOK_AGAIN).map(String::valueOf))
                        .onBackpressureLatest()
                        .concatMap(_ -> parts(access), 1));
    }

    private Mono<List<Part>> parts(Access access) {
        var actor = access.actor();
        var waiting = actor != null && access.may(Permission.APPROVE) ? approvals.waitingFor(actor) : Mono.just(0L);
        return Mono.zip(
                        waiting,
                        glass.open()
                                .filter(one ->
                                        access.projects().include(one.subject().project()))
                                .collectList())
                .map(both -> List.of(
                        new Part("inbox/count", "inbox-count", both.getT1()),
                        new Part("inbox/glass", "glass", GlassNote.of(both.getT2(), clock.instant()))));
    }

    /** Empty before sign-in. */
    private static Mono<Access> access(ServerWebExchange exchange) {
        return exchange.getPrincipal()
                .ofType(Authentication.class)
                .mapNotNull(Authentication::getPrincipal)
                .ofType(Access.class)
                .filter(Access::signedIn);
    }
}
