package dev.slipway.web;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Gives each request an id, or keeps the one a proxy gave it; the answer, the error and the log carry it. Requests that
 * change something are logged.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class RequestIds implements WebFilter {

    static final String HEADER = "X-Request-Id";

    private static final Logger LOG = LoggerFactory.getLogger("dev.slipway.request");
    private static final String ATTRIBUTE = RequestIds.class.getName();
    private static final Pattern ACCEPTABLE = Pattern.compile("[A-Za-z0-9._-]{8,64}");

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        var given = exchange.getRequest().getHeaders().getFirst(HEADER);
        var id = given != null && ACCEPTABLE.matcher(given).matches() ? given : random();
        exchange.getAttributes().put(ATTRIBUTE, id);
        exchange.getResponse().getHeaders().set(HEADER, id);
        var origin = Origin.of(exchange);
        if (reads(exchange)) {
            return chain.filter(exchange).contextWrite(origin::in);
        }
        var begin = System.nanoTime();
        exchange.getResponse().beforeCommit(() -> Mono.fromRunnable(() -> log(exchange, System.nanoTime() - begin)));
        return chain.filter(exchange).contextWrite(origin::in);
    }

    static String of(ServerWebExchange exchange) {
        return exchange.getAttributeOrDefault(ATTRIBUTE, "unknown");
    }

    private static boolean reads(ServerWebExchange exchange) {
        var method = exchange.getRequest().getMethod();
        return method == HttpMethod.GET || method == HttpMethod.HEAD || method == HttpMethod.OPTIONS;
    }

    private static void log(ServerWebExchange exchange, long nanos) {
        try (var _ = MDC.putCloseable("requestId", of(exchange))) {
            var status = exchange.getResponse().getStatusCode();
            LOG.info(
                    "{} {} -> {} in {} ms",
                    exchange.getRequest().getMethod(),
                    Paths.of(exchange),
                    status == null ? 200 : status.value(),
                    nanos / 1_000_000);
        }
    }

    private static String random() {
        return HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
    }
}
