package dev.slipway.identity;

import java.time.Duration;
import java.util.Optional;
import org.springframework.http.ResponseCookie;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;

/**
 * The cookies of the portal. Over https they carry the {@code __Host-} prefix, with which browsers refuse a cookie that
 * another host or an unencrypted page set (RFC 6265bis, section 4.1.3.2).
 */
public enum SessionCookie {
    /** Id of the session of somebody who is signed in. */
    SESSION("slipway-session"),
    /** Ties the forms of somebody who is not signed in yet to their browser. */
    VISITOR("slipway-visitor"),
    /** Ties a sign-in at a provider to the browser it began in. */
    FLOW("slipway-sign-in"),
    /** Of somebody who gave their password and owes a code. */
    PENDING("slipway-second-factor");

    private final String name;

    SessionCookie(String name) {
        this.name = name;
    }

    public Optional<Secret> read(ServerHttpRequest request) {
        return Optional.ofNullable(request.getCookies().getFirst(name(request)))
                .map(cookie -> new Secret(cookie.getValue()))
                .filter(secret -> !secret.value().isEmpty());
    }

    public void write(ServerWebExchange exchange, Secret secret, Duration age) {
        exchange.getResponse().addCookie(cookie(exchange.getRequest(), secret.value(), age));
    }

    public void remove(ServerWebExchange exchange) {
        exchange.getResponse().addCookie(cookie(exchange.getRequest(), "", Duration.ZERO));
    }

    private ResponseCookie cookie(ServerHttpRequest request, String value, Duration age) {
        return ResponseCookie.from(name(request), value)
                .httpOnly(true)
                .secure(encrypted(request))
                .sameSite("Lax")
                .path("/")
                .maxAge(age)
                .build();
    }

    private String name(ServerHttpRequest request) {
        return encrypted(request) ? "__Host-" + name : name;
    }

    private static boolean encrypted(ServerHttpRequest request) {
        return "https".equalsIgnoreCase(request.getURI().getScheme());
    }
}
