package dev.slipway.web;

import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ContentTooLargeException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Refuses a body that is announced as larger than any form or document needs to be, before reading it. What is read into memory
 * without a length is bounded by the codecs ({@code spring.http.codecs.max-in-memory-size}); artifacts are streamed to
 * disk, and bounded where they are received.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 3)
class BodyLimit implements WebFilter {

    private static final long LARGEST = 4L * 1024 * 1024;

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        var headers = exchange.getRequest().getHeaders();
        return headers.getContentLength() > LARGEST && !streamed(headers.getContentType())
                ? Mono.error(new ContentTooLargeException(null))
                : chain.filter(exchange);
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
