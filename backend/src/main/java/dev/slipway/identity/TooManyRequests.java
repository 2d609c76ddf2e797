package dev.slipway.identity;

import dev.slipway.web.ProblemException;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ServerWebExchange;

/** Somebody asked for more than one may at a time; the header {@code Retry-After} says when to ask again. */
class TooManyRequests extends ProblemException {

    private static final long serialVersionUID = 1L;

    private TooManyRequests(String detail) {
        super(HttpStatus.TOO_MANY_REQUESTS, detail, List.of());
    }

    static TooManyRequests of(ServerWebExchange exchange, String detail, long seconds) {
        exchange.getResponse().getHeaders().set(HttpHeaders.RETRY_AFTER, String.valueOf(Math.max(1, seconds)));
        return new TooManyRequests(detail + " Ask again in " + Math.max(1, seconds) + " s.");
    }
}
