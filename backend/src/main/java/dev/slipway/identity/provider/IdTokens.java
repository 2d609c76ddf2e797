package dev.slipway.identity.provider;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWKSecurityContext;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenValidator;
import org.springframework.security.oauth2.client.oidc.authentication.ReactiveOidcIdTokenDecoderFactory;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.converter.ClaimTypeConverter;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.NimbusReactiveJwtDecoder;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoderFactory;
import org.springframework.stereotype.Component;

/**
 * Decoders of signed tokens, one a provider and kind. They keep the provider's keys and ask again at a key they do not know,
 * so that it may change its keys.
 */
@Component
class IdTokens implements ReactiveJwtDecoderFactory<ClientRegistration> {

    /** How far the clocks of portal and provider may differ. */
    static final Duration SKEW = Duration.ofSeconds(60);

    /** All are asymmetric; what is signed with a shared secret or not at all is refused. */
    private static final List<SignatureAlgorithm> ALGORITHMS = List.of(SignatureAlgorithm.values());

    private final Clock clock;
    private final ProviderClients clients;
    private final Map<String, ReactiveJwtDecoder> logout = new ConcurrentHashMap<>();
    private final Map<String, ReactiveJwtDecoder> identity = new ConcurrentHashMap<>();

    IdTokens(ProviderClients clients, Clock clock) {
        this.clients = clients;
        this.clock = clock;
    }

    @Override
    public ReactiveJwtDecoder createDecoder(ClientRegistration registration) {
        return identity.computeIfAbsent(key(registration), _ -> {
            var validator = new OidcIdTokenValidator(registration);
            validator.setClock(clock);
            validator.setClockSkew(SKEW);
            return decoder(registration, validator, JOSEObjectType.JWT, null);
        });
    }

    /** Of OpenID Connect Back-Channel Logout 1.0, section 2.4. */
    ReactiveJwtDecoder logoutDecoder(ClientRegistration registration) {
        return logout.computeIfAbsent(
                key(registration),
                _ -> decoder(
                        registration,
                        new LogoutTokenValidator(registration, clock),
                        JOSEObjectType.JWT,
                        new JOSEObjectType("logout+jwt"),
                        null));
    }

    private ReactiveJwtDecoder decoder(
            ClientRegistration registration, OAuth2TokenValidator<Jwt> validator, @Nullable JOSEObjectType... types) {
        var verifier = new DefaultJOSEObjectTypeVerifier<JWKSecurityContext>(types);
        var decoder = NimbusReactiveJwtDecoder.withJwkSetUri(
                        Objects.requireNonNull(registration.getProviderDetails().getJwkSetUri()))
                .jwsAlgorithms(algorithms -> algorithms.addAll(ALGORITHMS))
                .validateType(false)
                .jwtProcessorCustomizer(processor -> processor.setJWSTypeVerifier(verifier))
                .webClient(clients.http())
                .build();
        decoder.setJwtValidator(validator);
        decoder.setClaimSetConverter(
                new ClaimTypeConverter(ReactiveOidcIdTokenDecoderFactory.createDefaultClaimTypeConverters()));
        return decoder;
    }

    private static String key(ClientRegistration registration) {
        return registration.getRegistrationId() + " "
                + registration.getProviderDetails().getJwkSetUri();
    }
}
