package dev.slipway.identity;

import dev.slipway.identity.SignIns.Outcome;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** The second half of a sign-in with a password, for those who have a second factor. */
@Component
class SecondStep {

    private final SecondFactors factors;
    private final PendingSignIns pending;
    private final Accounts accounts;
    private final SignInThrottle throttle;

    SecondStep(SecondFactors factors, PendingSignIns pending, Accounts accounts, SignInThrottle throttle) {
        this.factors = factors;
        this.pending = pending;
        this.accounts = accounts;
        this.throttle = throttle;
    }

    /** True if the person owes a code; the browser then has a cookie that says how far it came. */
    Mono<Boolean> owed(Account account, String method, ServerWebExchange exchange) {
        return factors.has(account.userName())
                .filter(has -> has)
                .flatMap(_ -> pending.add(account.userName(), method)
                        .doOnNext(id -> SessionCookie.PENDING.write(exchange, id, PendingSignIns.LONGEST))
                        .thenReturn(true))
                .defaultIfEmpty(false);
    }

    /** Who came how far; empty if nobody did, or it is too long ago. */
    Mono<PendingSignIns.Pending> pending(ServerWebExchange exchange) {
        return Mono.justOrEmpty(SessionCookie.PENDING.read(exchange.getRequest()))
                .flatMap(pending::find);
    }

    /** Looks at a code, as seldom as at a password; a half sign-in ends with the right one. */
    Mono<Outcome> check(PendingSignIns.Pending half, String code, ServerWebExchange exchange) {
        var address = SignInThrottle.addressOf(exchange);
        var key = "second factor of " + half.userName();
        return throttle.begin(key, address)
                .flatMap(wait -> wait.<Mono<Outcome>>map(until -> Mono.just(new Outcome.TryAgainAt(until)))
                        .orElseGet(() -> factors.use(half.userName(), code)
                                .filter(right -> right)
                                .flatMap(_ -> accounts.find(half.userName()))
                                .filter(Account::active)
                                .delayUntil(
                                        _ -> throttle.succeeded(key, address).then(forget(exchange)))
                                .<Outcome>map(Outcome.Welcome::new)
                                .defaultIfEmpty(new Outcome.Wrong())));
    }

    private Mono<Void> forget(ServerWebExchange exchange) {
        return Mono.justOrEmpty(SessionCookie.PENDING.read(exchange.getRequest()))
                .flatMap(pending::remove)
                .then(Mono.fromRunnable(() -> SessionCookie.PENDING.remove(exchange)));
    }
}
