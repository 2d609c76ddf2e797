package dev.slipway.identity;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.server.csrf.CsrfToken;
import org.springframework.security.web.server.csrf.DefaultCsrfToken;
import org.springframework.security.web.server.csrf.ServerCsrfTokenRepository;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Derives the token of a browser's forms from a cookie that scripts and other sites cannot read (the HMAC of the
 * session id), so that nothing is stored and a new session makes the forms of the old one void.
 */
class CsrfTokens implements ServerCsrfTokenRepository {

    static final String HEADER = "X-CSRF-TOKEN";
    static final String PARAMETER = "_csrf";

    private static final String FRESH = CsrfTokens.class.getName() + ".FRESH";
    private static final Duration VISITOR_AGE = Duration.ofHours(12);

    @Override
    public Mono<CsrfToken> generateToken(ServerWebExchange exchange) {
        return Mono.fromSupplier(() -> {
            var visitor = Secret.random();
            exchange.getAttributes().put(FRESH, visitor);
            return token(visitor);
        });
    }

    @Override
    public Mono<Void> saveToken(ServerWebExchange exchange, @Nullable CsrfToken token) {
        return Mono.fromRunnable(() -> {
            if (exchange.getAttribute(FRESH) instanceof Secret visitor) {
                SessionCookie.VISITOR.write(exchange, visitor, VISITOR_AGE);
            }
        });
    }

    @Override
    public Mono<CsrfToken> loadToken(ServerWebExchange exchange) {
        return Mono.justOrEmpty(SessionCookie.SESSION
                .read(exchange.getRequest())
                .or(() -> SessionCookie.VISITOR.read(exchange.getRequest()))
                .map(CsrfTokens::token));
    }

    static CsrfToken token(Secret secret) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.value().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            var value = mac.doFinal("slipway csrf".getBytes(StandardCharsets.UTF_8));
            return new DefaultCsrfToken(
                    HEADER, PARAMETER, Base64.getUrlEncoder().withoutPadding().encodeToString(value));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has HmacSHA256", e);
        }
    }
}
