package dev.slipway.logstream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import reactor.core.publisher.FluxSink;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.http.server.HttpServerResponse;

/**
 * Sends a log as server-sent events, the same bytes to all viewers. {@code id} is the number of the last line of the
 * event and {@code data} a JSON array of runs {@code [first number, epoch milliseconds, source, line, line, ...]};
 * {@code event: end} follows the last line of a closed log.
 */
public final class LogEvents {

    private final StoredLogStreams streams;

    LogEvents(StoredLogStreams streams) {
        this.streams = streams;
    }

    /** Completes when the log has ended and everything was sent, or the portal stops. */
    public Mono<Void> send(ServerHttpResponse response, long stream, long after, LogFilter filter) {
        response.getHeaders().setContentType(MediaType.TEXT_EVENT_STREAM);
        response.getHeaders().set(HttpHeaders.CACHE_CONTROL, "no-store, no-transform");
        // nginx holds answers back unless told otherwise.
        response.getHeaders().set("X-Accel-Buffering", "no");
        return response.writeWith(streams.events(stream, after, filter, sink -> outlet(response, sink))
                .map(bytes -> buffer(response, bytes))
                .doOnDiscard(DataBuffer.class, DataBufferUtils::release));
    }

    private static Outlet<ByteBuf> outlet(ServerHttpResponse response, FluxSink<ByteBuf> sink) {
        if (!(ServerHttpResponseDecorator.getNativeResponse(response) instanceof HttpServerResponse netty)) {
            return new SinkOutlet<>(sink);
        }
        var found = new Connection[1];
        netty.withConnection(connection -> found[0] = connection);
        return new ChannelOutlet(sink, found[0]);
    }

    private static DataBuffer buffer(ServerHttpResponse response, ByteBuf bytes) {
        if (response.bufferFactory() instanceof NettyDataBufferFactory netty) {
            return netty.wrap(bytes);
        }
        try {
            return response.bufferFactory().wrap(ByteBufUtil.getBytes(bytes));
        } finally {
            bytes.release();
        }
    }
}
