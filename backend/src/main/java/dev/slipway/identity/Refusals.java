package dev.slipway.identity;

import dev.slipway.web.Audience;
import dev.slipway.web.Forbidden;
import dev.slipway.web.Paths;
import java.net.URI;
import java.net.URISyntaxException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.server.ServerAuthenticationEntryPoint;
import org.springframework.security.web.server.authorization.ServerAccessDeniedHandler;
import org.springframework.security.web.server.csrf.CsrfException;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Answers who is not signed in: people go to the sign-in page and come back, programs get an error they can read. */
class Refusals implements ServerAuthenticationEntryPoint, ServerAccessDeniedHandler {

    @Override
    public Mono<Void> commence(ServerWebExchange exchange, AuthenticationException unknown) {
        var response = exchange.getResponse();
        return switch (Audience.of(exchange.getRequest())) {
            case PROGRAM -> {
                var bearer = Visitors.bearer(exchange.getRequest()).isPresent();
                response.getHeaders()
                        .set(
                                HttpHeaders.WWW_AUTHENTICATE,
                                "Bearer realm=\"slipway\"" + (bearer ? ", error=\"invalid_token\"" : ""));
                yield Mono.error(new NotSignedIn(bearer));
            }
            case FRAGMENT -> {
                response.getHeaders()
                        .set(
                                "HX-Redirect",
                                Continuation.of(currentPage(exchange)).signIn());
                response.setStatusCode(HttpStatus.UNAUTHORIZED);
                yield response.setComplete();
            }
            case PERSON -> {
                var reads = exchange.getRequest().getMethod() == HttpMethod.GET;
                var target = reads ? Paths.withQuery(exchange) : "/";
                response.getHeaders()
                        .setLocation(URI.create(Continuation.of(target).signIn()));
                response.setStatusCode(HttpStatus.SEE_OTHER);
                yield response.setComplete();
            }
        };
    }

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, AccessDeniedException denied) {
        if (denied instanceof SecondFactorOwed) {
            return setUp(exchange, denied);
        }
        if (denied instanceof CsrfException) {
            return Mono.error(new Forbidden("The form does not belong to your present session: you may have signed in "
                    + "or out meanwhile. Load the page again and repeat; programs use a bearer token or send the "
                    + "header " + CsrfTokens.HEADER + "."));
        }
        return Mono.error(new Forbidden("You may not do this. An administrator can change your role."));
    }

    /** People are led to where they set it up, programs are told. */
    private static Mono<Void> setUp(ServerWebExchange exchange, AccessDeniedException owed) {
        var response = exchange.getResponse();
        return switch (Audience.of(exchange.getRequest())) {
            case PROGRAM -> Mono.error(new Forbidden(String.valueOf(owed.getMessage())));
            case FRAGMENT -> {
                response.getHeaders().set("HX-Redirect", SecondFactorOwed.PAGE);
                response.setStatusCode(HttpStatus.FORBIDDEN);
                yield response.setComplete();
            }
            case PERSON -> {
                response.getHeaders().setLocation(URI.create(SecondFactorOwed.PAGE));
                response.setStatusCode(HttpStatus.SEE_OTHER);
                yield response.setComplete();
            }
        };
    }

    private static String currentPage(ServerWebExchange exchange) {
        var current = exchange.getRequest().getHeaders().getFirst("HX-Current-URL");
        if (current == null) {
            return "/";
        }
        try {
            var uri = new URI(current);
            return uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
        } catch (URISyntaxException e) {
            return "/";
        }
    }
}
