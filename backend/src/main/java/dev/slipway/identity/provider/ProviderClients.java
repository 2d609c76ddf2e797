package dev.slipway.identity.provider;

import dev.slipway.identity.PublicAddress;
import io.netty.channel.ChannelOption;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistration.ClientSettings;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.client.registration.ReactiveClientRegistrationRepository;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;

/**
 * What the portal is to its providers. Their addresses are asked for at the first sign-in and kept for an hour, so that the
 * portal starts while a provider is down; a failure is not kept.
 */
@Component
class ProviderClients {

    private static final Duration KEPT = Duration.ofHours(1);
    private static final ParameterizedTypeReference<Map<String, Object>> DOCUMENT =
            new ParameterizedTypeReference<>() {};

    private final Providers providers;
    private final PublicAddress address;
    private final Map<String, Mono<ClientRegistration>> known = new ConcurrentHashMap<>();
    private final WebClient http = WebClient.builder()
            .clientConnector(new ReactorClientHttpConnector(HttpClient.create()
                    .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 5_000)
                    .responseTimeout(Duration.ofSeconds(10))))
            .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(512 * 1024))
            .build();

    ProviderClients(Providers providers, PublicAddress address) {
        this.providers = providers;
        this.address = address;
    }

    /** For every request to a provider; redirects are not followed. */
    WebClient http() {
        return http;
    }

    /** As Spring Security asks for it. */
    ReactiveClientRegistrationRepository repository() {
        return id -> Mono.fromCallable(() -> providers.get(id)).flatMap(this::registration);
    }

    Mono<ClientRegistration> registration(Provider provider) {
        return known.computeIfAbsent(
                provider.id(), _ -> discover(provider).cache(_ -> KEPT, _ -> Duration.ZERO, () -> Duration.ZERO));
    }

    private Mono<ClientRegistration> discover(Provider provider) {
        var builder = provider.kind() == Provider.Kind.GITHUB
                ? Mono.just(github(provider))
                : document(provider).map(document -> openId(provider, document));
        return builder.map(registration -> registration
                .registrationId(provider.id())
                .clientId(provider.clientId())
                .clientSecret(provider.clientSecret())
                .clientName(provider.title())
                .scope(provider.scopes())
                .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                .redirectUri(address.template() + provider.callback())
                .clientSettings(ClientSettings.builder().requireProofKey(true).build())
                .build());
    }

    private Mono<Map<String, Object>> document(Provider provider) {
        var location = provider.issuer().replaceAll("/$", "") + "/.well-known/openid-configuration";
        return http.get()
                .uri(location)
                .retrieve()
                .bodyToMono(DOCUMENT)
                .switchIfEmpty(Mono.error(() -> new ProviderFailure(location + " is empty")));
    }

    /** The document must be the issuer's own (OpenID Connect Discovery 1.0, section 4.3). */
    private static ClientRegistration.Builder openId(Provider provider, Map<String, Object> document) {
        if (!provider.issuer().equals(document.get("issuer"))) {
            throw new ProviderFailure(
                    "The provider calls itself " + document.get("issuer") + ", not " + provider.issuer());
        }
        var builder = ClientRegistrations.fromOidcConfiguration(document);
        return provider.clientSecret() == null
                ? builder.clientAuthenticationMethod(ClientAuthenticationMethod.NONE)
                : builder;
    }

    private static ClientRegistration.Builder github(Provider provider) {
        return ClientRegistration.withRegistrationId(provider.id())
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_POST)
                .issuerUri(provider.issuer())
                .authorizationUri(provider.issuer() + "/login/oauth/authorize")
                .tokenUri(provider.issuer() + "/login/oauth/access_token")
                .userInfoUri(provider.api() + "/user")
                .userNameAttributeName("id");
    }
}
