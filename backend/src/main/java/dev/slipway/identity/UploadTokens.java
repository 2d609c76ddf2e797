package dev.slipway.identity;

import org.springframework.security.web.server.csrf.CsrfToken;
import org.springframework.security.web.server.csrf.ServerCsrfTokenRequestAttributeHandler;
import org.springframework.security.web.server.csrf.ServerCsrfTokenRequestHandler;
import org.springframework.security.web.server.csrf.XorServerCsrfTokenRequestAttributeHandler;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Finds the token of a form in its header or its fields; of a form with a file, sent by a browser without scripts, inside
 * the upload. To find it there the upload is received, so only from those who are signed in.
 */
class UploadTokens implements ServerCsrfTokenRequestHandler {

    private final Visitors visitors;
    private final ServerCsrfTokenRequestAttributeHandler quick = new XorServerCsrfTokenRequestAttributeHandler();
    private final ServerCsrfTokenRequestAttributeHandler thorough = new XorServerCsrfTokenRequestAttributeHandler();

    UploadTokens(Visitors visitors) {
        this.visitors = visitors;
        thorough.setTokenFromMultipartDataEnabled(true);
    }

    @Override
    public void handle(ServerWebExchange exchange, Mono<CsrfToken> token) {
        quick.handle(exchange, token);
    }

    @Override
    public Mono<String> resolveCsrfTokenValue(ServerWebExchange exchange, CsrfToken token) {
        return quick.resolveCsrfTokenValue(exchange, token)
                .switchIfEmpty(Mono.defer(() -> visitors.access(exchange)
                        .filter(Access::signedIn)
                        .flatMap(_ -> thorough.resolveCsrfTokenValue(exchange, token))));
    }
}
