package dev.slipway.identity.provider;

import dev.slipway.identity.Continuation;
import dev.slipway.identity.Secret;
import dev.slipway.identity.SessionCookie;
import java.net.URI;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.web.server.DefaultServerOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationExchange;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationResponse;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.core.endpoint.PkceParameterNames;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.WebClientException;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Sends people to a provider and takes them in when they come back. */
@Component
public class ProviderSignIn {

    private static final Logger LOG = LoggerFactory.getLogger(ProviderSignIn.class);

    private final ProviderClients clients;
    private final Protocol protocol;
    private final Flows flows;
    private final Doorkeeper doorkeeper;
    private final DefaultServerOAuth2AuthorizationRequestResolver requests;

    ProviderSignIn(ProviderClients clients, Protocol protocol, Flows flows, Doorkeeper doorkeeper) {
        this.clients = clients;
        this.protocol = protocol;
        this.flows = flows;
        this.doorkeeper = doorkeeper;
        this.requests = new DefaultServerOAuth2AuthorizationRequestResolver(clients.repository());
    }

    /** Where the browser goes, with state, nonce and the challenge of PKCE; it gets a cookie that ties them to it. */
    public Mono<URI> begin(Provider provider, Continuation next, ServerWebExchange exchange) {
        return requests.resolve(exchange, provider.id()).flatMap(request -> {
            var browser = SessionCookie.FLOW.read(exchange.getRequest()).orElseGet(Secret::random);
            SessionCookie.FLOW.write(exchange, browser, Flows.LONGEST);
            var flow = new Flows.Flow(
                    provider.id(),
                    Objects.requireNonNull(request.getRedirectUri()),
                    request.getAttribute(OidcParameterNames.NONCE),
                    Objects.requireNonNull(request.getAttribute(PkceParameterNames.CODE_VERIFIER)),
                    next.path());
            return flows.add(Objects.requireNonNull(request.getState()), browser, flow)
                    .thenReturn(URI.create(request.getAuthorizationRequestUri()));
        });
    }

    /** Looks at what the browser brings back. */
    public Mono<Arrival> finish(Provider provider, ServerWebExchange exchange) {
        var state = query(exchange, OAuth2ParameterNames.STATE);
        return Mono.justOrEmpty(SessionCookie.FLOW.read(exchange.getRequest()))
                .filter(_ -> !state.isEmpty())
                .flatMap(browser -> flows.take(state, browser, provider.id()))
                .flatMap(flow -> clients.registration(provider)
                        .flatMap(registration -> redeem(provider, registration, flow, exchange))
                        .flatMap(proof -> doorkeeper.let(provider, proof, flow.next(), exchange)))
                .onErrorResume(ProviderSignIn::expected, e -> Mono.just(refused(provider, e)))
                .switchIfEmpty(Mono.just(new Arrival.Refused(
                        "this sign-in was finished already, took too long or began in another browser")));
    }

    private Mono<Proof> redeem(
            Provider provider, ClientRegistration registration, Flows.Flow flow, ServerWebExchange exchange) {
        var issuer = query(exchange, "iss");
        var expected = String.valueOf(registration.getProviderDetails().getIssuerUri());
        if (!issuer.isEmpty() && !issuer.equals(expected)) {
            return Mono.error(new ProviderFailure("the answer is of the issuer " + issuer));
        }
        var error = query(exchange, OAuth2ParameterNames.ERROR);
        var code = query(exchange, OAuth2ParameterNames.CODE);
        if (!error.isEmpty() || code.isEmpty()) {
            return Mono.error(new ProviderFailure(error.isEmpty() ? "the answer has no code" : "it answered " + error));
        }
        var state = query(exchange, OAuth2ParameterNames.STATE);
        var request = OAuth2AuthorizationRequest.authorizationCode()
                .authorizationUri(
                        Objects.requireNonNull(registration.getProviderDetails().getAuthorizationUri()))
                .clientId(registration.getClientId())
                .redirectUri(flow.redirectUri())
                .scopes(registration.getScopes())
                .state(state)
                .attributes(attributes -> {
                    attributes.put(OAuth2ParameterNames.REGISTRATION_ID, provider.id());
                    attributes.put(PkceParameterNames.CODE_VERIFIER, flow.verifier());
                    if (flow.nonce() != null) {
                        attributes.put(OidcParameterNames.NONCE, flow.nonce());
                    }
                })
                .build();
        var response = OAuth2AuthorizationResponse.success(code)
                .redirectUri(flow.redirectUri())
                .state(state)
                .build();
        return protocol.redeem(provider, registration, new OAuth2AuthorizationExchange(request, response));
    }

    private static boolean expected(Throwable e) {
        return e instanceof AuthenticationException
                || e instanceof OAuth2AuthorizationException
                || e instanceof JwtException
                || e instanceof WebClientException
                || e instanceof ProviderFailure;
    }

    private static Arrival refused(Provider provider, Throwable e) {
        LOG.warn("A sign-in at {} was refused: {}", provider, e.toString());
        return new Arrival.Refused(
                switch (e) {
                    case OAuth2AuthenticationException of ->
                        "it did not prove who you are (" + of.getError().getErrorCode() + ")";
                    case OAuth2AuthorizationException of ->
                        "it did not take the code (" + of.getError().getErrorCode() + ")";
                    case WebClientException _ -> "it cannot be reached";
                    case ProviderFailure failure -> String.valueOf(failure.getMessage());
                    default -> "its answer does not hold";
                });
    }

    private static String query(ServerWebExchange exchange, String name) {
        @Nullable String value = exchange.getRequest().getQueryParams().getFirst(name);
        return value == null ? "" : value;
    }
}
