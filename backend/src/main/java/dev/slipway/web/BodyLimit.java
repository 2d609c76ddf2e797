package dev.slipway.web;

import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ContentTooLargeException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Refuses a body that is announced as larger than any form or document needs to be. It is received and thrown away before the
 * answer, since a connection with half a body on it would hold up the next request; one that is larger still loses the
 * connection. What is read into memory
 * without a length is bounded by the codecs ({@code spring.http.codecs.max-in-memory-size}); artifacts are streamed to
 * disk, and bounded where they are received.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 3)
class BodyLimit implements WebFilter {

    private static final long LARGEST = 4L * 1024 * 1024;
    private static final long THROWN_AWAY = 4 * LARGEST;

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        var headers = exchange.getRequest().getHeaders();
        return headers.getContentLength() > LARGEST && !streamed(headers.getContentType())
                ? refuse(exchange, headers.getContentLength())
                : chain.filter(exchange);
    }

    private static Mono<Void> refuse(ServerWebExchange exchange, long length) {
        Mono<Void> refusal = Mono.error(() -> new ContentTooLargeException(null));
        if (length > THROWN_AWAY) {
            exchange.getResponse().getHeaders().setConnection("close");
            return refusal;
        }
        return exchange.getRequest()
                .getBody()
                .doOnNext(DataBufferUtils::release)
                .then(refusal);
    }

    private static boolean streamed(@Nullable MediaType type) {
        return type != null
                && (MediaType.APPLICATION_OCTET_STREAM.includes(type)
                        || MediaType.MULTIPART_FORM_DATA.includes(type)
                        || type.getSubtype().equals("zip")
                        || type.getSubtype().equals("gzip")
                        || type.getSubtype().equals("x-tar"));
    }
}
