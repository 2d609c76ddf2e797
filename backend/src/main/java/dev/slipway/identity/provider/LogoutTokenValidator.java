package dev.slipway.identity.provider;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;

/** What a logout token must say beside its signature (OpenID Connect Back-Channel Logout 1.0, sections 2.4 and 2.6). */
class LogoutTokenValidator implements OAuth2TokenValidator<Jwt> {

    static final String EVENT = "http://schemas.openid.net/event/backchannel-logout";

    private final ClientRegistration registration;
    private final Clock clock;

    LogoutTokenValidator(ClientRegistration registration, Clock clock) {
        this.registration = registration;
        this.clock = clock;
    }

    @Override
    public OAuth2TokenValidatorResult validate(Jwt token) {
        var errors = new ArrayList<String>();
        if (!String.valueOf(registration.getProviderDetails().getIssuerUri()).equals(token.getClaimAsString("iss"))) {
            errors.add("another issuer");
        }
        if (token.getAudience() == null || !token.getAudience().contains(registration.getClientId())) {
            errors.add("another audience");
        }
        if (!(token.getClaim("events") instanceof Map<?, ?> events) || !(events.get(EVENT) instanceof Map<?, ?>)) {
            errors.add("no logout event");
        }
        if (token.hasClaim("nonce")) {
            errors.add("a nonce, as ID tokens have");
        }
        if (token.getId() == null) {
            errors.add("no jti");
        }
        if (token.getSubject() == null && token.getClaimAsString("sid") == null) {
            errors.add("neither sub nor sid");
        }
        checkTimes(token, errors);
        return errors.isEmpty()
                ? OAuth2TokenValidatorResult.success()
                : OAuth2TokenValidatorResult.failure(
                        new OAuth2Error("invalid_request", "The logout token has " + String.join(", ", errors), null));
    }

    private void checkTimes(Jwt token, ArrayList<String> errors) {
        Instant now = clock.instant();
        if (token.getExpiresAt() != null && !token.getExpiresAt().isAfter(now.minus(IdTokens.SKEW))) {
            errors.add("expired");
        }
        if (token.getIssuedAt() == null
                || token.getIssuedAt().isAfter(now.plus(IdTokens.SKEW))
                || token.getIssuedAt().isBefore(now.minus(LogoutTokens.REMEMBERED))) {
            errors.add("a time of issue that is not now");
        }
    }
}
