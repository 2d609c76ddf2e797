package dev.slipway.identity.provider;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.client.authentication.OAuth2AuthorizationCodeAuthenticationToken;
import org.springframework.security.oauth2.client.authentication.OAuth2AuthorizationCodeReactiveAuthenticationManager;
import org.springframework.security.oauth2.client.authentication.OAuth2LoginAuthenticationToken;
import org.springframework.security.oauth2.client.endpoint.OAuth2RefreshTokenGrantRequest;
import org.springframework.security.oauth2.client.endpoint.WebClientReactiveAuthorizationCodeTokenResponseClient;
import org.springframework.security.oauth2.client.endpoint.WebClientReactiveRefreshTokenTokenResponseClient;
import org.springframework.security.oauth2.client.oidc.authentication.OidcAuthorizationCodeReactiveAuthenticationManager;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcReactiveOAuth2UserService;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserRequest;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.userinfo.DefaultReactiveOAuth2UserService;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.core.endpoint.OAuth2AccessTokenResponse;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationExchange;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Turns codes and refresh tokens into people, with Spring Security's client. */
@Component
class Protocol {

    private final IdTokens idTokens;
    private final GitHub github;
    private final OidcReactiveOAuth2UserService users = new OidcReactiveOAuth2UserService();
    private final OidcAuthorizationCodeReactiveAuthenticationManager openId;
    private final OAuth2AuthorizationCodeReactiveAuthenticationManager plain;
    private final WebClientReactiveRefreshTokenTokenResponseClient refresh =
            new WebClientReactiveRefreshTokenTokenResponseClient();

    Protocol(ProviderClients clients, IdTokens idTokens, GitHub github) {
        this.idTokens = idTokens;
        this.github = github;
        var plainUsers = new DefaultReactiveOAuth2UserService();
        plainUsers.setWebClient(clients.http());
        users.setOauth2UserService(plainUsers);
        var codes = new WebClientReactiveAuthorizationCodeTokenResponseClient();
        codes.setWebClient(clients.http());
        refresh.setWebClient(clients.http());
        openId = new OidcAuthorizationCodeReactiveAuthenticationManager(codes, users);
        openId.setJwtDecoderFactory(idTokens);
        plain = new OAuth2AuthorizationCodeReactiveAuthenticationManager(codes);
    }

    /** Redeems a code; fails with Spring Security's exceptions if the provider or what it says does not hold. */
    Mono<Proof> redeem(Provider provider, ClientRegistration registration, OAuth2AuthorizationExchange exchange) {
        var code = new OAuth2AuthorizationCodeAuthenticationToken(registration, exchange);
        return switch (provider.kind()) {
            case OIDC ->
                openId.authenticate(code)
                        .cast(OAuth2LoginAuthenticationToken.class)
                        .map(signedIn -> proof(
                                provider,
                                registration,
                                (OidcUser) Objects.requireNonNull(signedIn.getPrincipal()),
                                signedIn.getRefreshToken()));
            case GITHUB ->
                plain.authenticate(code)
                        .cast(OAuth2AuthorizationCodeAuthenticationToken.class)
                        .map(redeemed -> Objects.requireNonNull(redeemed.getAccessToken())
                                .getTokenValue())
                        .flatMap(token -> github.person(provider, token)
                                .map(person -> new Proof(person, null, new SealedTokens(null, token))));
        };
    }

    /**
     * What a provider says when it is asked again.
     *
     * @param person absent if it only says that the session goes on
     */
    record Renewed(@Nullable Person person, SealedTokens tokens) {}

    /** Asks again who it is; empty if the session gives nothing to ask with. */
    Mono<Renewed> renew(Provider provider, ClientRegistration registration, ProviderSessions.Vouched session) {
        var token = session.tokens().renewing();
        if (token == null) {
            return Mono.empty();
        }
        return switch (provider.kind()) {
            case OIDC ->
                refresh.getTokenResponse(new OAuth2RefreshTokenGrantRequest(
                                registration, unused(), new OAuth2RefreshToken(token, null)))
                        .flatMap(answer -> renewed(provider, registration, session, answer));
            case GITHUB -> github.person(provider, token).map(person -> new Renewed(person, session.tokens()));
        };
    }

    /** The ID token of a refresh must be of the same person (OpenID Connect Core 1.0, section 12.2). */
    private Mono<Renewed> renewed(
            Provider provider,
            ClientRegistration registration,
            ProviderSessions.Vouched session,
            OAuth2AccessTokenResponse answer) {
        var before = session.tokens();
        var rotated = answer.getRefreshToken() == null
                ? before.renewing()
                : answer.getRefreshToken().getTokenValue();
        if (!(answer.getAdditionalParameters().get(OidcParameterNames.ID_TOKEN) instanceof String idToken)) {
            return Mono.just(new Renewed(null, new SealedTokens(before.identity(), rotated)));
        }
        return idTokens.createDecoder(registration)
                .decode(idToken)
                .filter(token -> session.subject().equals(token.getSubject()))
                .switchIfEmpty(Mono.error(() -> new ProviderFailure("The refreshed ID token is of somebody else")))
                .map(token -> new OidcIdToken(idToken, token.getIssuedAt(), token.getExpiresAt(), token.getClaims()))
                .flatMap(token -> users.loadUser(new OidcUserRequest(registration, answer.getAccessToken(), token)))
                .map(user -> new Renewed(
                        Person.of(provider, session.issuer(), user.getClaims()), new SealedTokens(idToken, rotated)));
    }

    private static Proof proof(
            Provider provider, ClientRegistration registration, OidcUser user, @Nullable OAuth2RefreshToken refresh) {
        var issuer = String.valueOf(registration.getProviderDetails().getIssuerUri());
        Map<String, Object> claims = user.getClaims();
        return new Proof(
                Person.of(provider, issuer, claims),
                user.getIdToken().getClaimAsString("sid"),
                new SealedTokens(user.getIdToken().getTokenValue(), refresh == null ? null : refresh.getTokenValue()));
    }

    /** The access token that a refresh names is not sent; Spring Security asks for one. */
    private static OAuth2AccessToken unused() {
        return new OAuth2AccessToken(OAuth2AccessToken.TokenType.BEARER, "unused", Instant.EPOCH, Instant.MAX);
    }
}
