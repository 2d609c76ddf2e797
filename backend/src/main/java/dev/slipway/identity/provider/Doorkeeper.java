package dev.slipway.identity.provider;

import dev.slipway.identity.Account;
import dev.slipway.identity.SignIns;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Lets in whom a provider vouches for and the rules admit. */
@Component
class Doorkeeper {

    private final ProvidedPeople people;
    private final ProviderSessions sessions;
    private final SignIns signIns;

    Doorkeeper(ProvidedPeople people, ProviderSessions sessions, SignIns signIns) {
        this.people = people;
        this.sessions = sessions;
        this.signIns = signIns;
    }

    Mono<Arrival> let(Provider provider, Proof proof, String next, ServerWebExchange exchange) {
        return people.admit(provider, proof.person()).flatMap(entry -> switch (entry) {
            case ProvidedPeople.Entry.Stranger() -> Mono.<Arrival>just(new Arrival.Stranger(proof.person(), provider));
            case ProvidedPeople.Entry.Disabled() -> Mono.<Arrival>just(new Arrival.Disabled(proof.person()));
            case ProvidedPeople.Entry.Admitted(var account) ->
                begin(provider, proof, account, exchange).thenReturn(new Arrival.Welcome(next));
        });
    }

    private Mono<Void> begin(Provider provider, Proof proof, Account account, ServerWebExchange exchange) {
        var vouched = new ProviderSessions.Vouched(
                provider.id(), proof.person().issuer(), proof.person().subject(), proof.sid(), proof.tokens());
        return signIns.begin(account, provider.id(), exchange, session -> sessions.add(session, vouched));
    }
}
