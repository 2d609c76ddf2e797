package dev.slipway.identity.provider;

import dev.slipway.identity.PublicAddress;
import dev.slipway.identity.SessionCookie;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.util.UriComponentsBuilder;
import reactor.core.publisher.Mono;

/** Where somebody signs out at their provider too (OpenID Connect RP-Initiated Logout 1.0). */
@Component
public class LogoutAddress {

    private static final Logger LOG = LoggerFactory.getLogger(LogoutAddress.class);

    private final Providers providers;
    private final ProviderClients clients;
    private final ProviderSessions sessions;
    private final PublicAddress address;

    LogoutAddress(Providers providers, ProviderClients clients, ProviderSessions sessions, PublicAddress address) {
        this.providers = providers;
        this.clients = clients;
        this.sessions = sessions;
        this.address = address;
    }

    /**
     * An address at the provider.
     *
     * @param title what people call the provider
     */
    public record At(String title, URI address) {}

    /** Empty if no provider vouches for the session of the request, or it offers no logout. */
    public Mono<At> of(ServerWebExchange exchange) {
        return Mono.justOrEmpty(SessionCookie.SESSION.read(exchange.getRequest()))
                .flatMap(sessions::find)
                .flatMap(vouched -> Mono.fromCallable(() -> providers.get(vouched.provider()))
                        .flatMap(clients::registration)
                        .flatMap(registration -> Mono.justOrEmpty(address(
                                registration, vouched.tokens().identity(), address.link("/sign-in", exchange)))))
                .onErrorResume(e -> {
                    LOG.warn("A provider could not be asked where to sign out: {}", e.toString());
                    return Mono.empty();
                });
    }

    private static Optional<At> address(ClientRegistration registration, @Nullable String idToken, String back) {
        var endpoint =
                registration.getProviderDetails().getConfigurationMetadata().get("end_session_endpoint");
        if (endpoint == null || idToken == null) {
            return Optional.empty();
        }
        var uri = UriComponentsBuilder.fromUriString(endpoint.toString())
                .queryParam("id_token_hint", "{token}")
                .queryParam("client_id", "{client}")
                .queryParam("post_logout_redirect_uri", "{back}")
                .encode()
                .buildAndExpand(idToken, registration.getClientId(), back)
                .toUri();
        return Optional.of(new At(registration.getClientName(), uri));
    }
}
