package dev.slipway.logstream;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import reactor.netty.Connection;
import reactor.netty.http.server.HttpServerResponse;

/** The pace of a connection: not ready while more than the channel's high-water mark waits to be sent. */
final class ChannelPace implements Pace, AutoCloseable {

    private static final String HANDLER = "slipway.logPace";

    private final @Nullable Connection connection;

    private ChannelPace(@Nullable Connection connection) {
        this.connection = connection;
    }

    static ChannelPace of(HttpServerResponse response) {
        var found = new Connection[1];
        response.withConnection(connection -> found[0] = connection);
        return new ChannelPace(found[0]);
    }

    /** For answers that are not sent over a channel. */
    static ChannelPace none() {
        return new ChannelPace(null);
    }

    /** The channel's event loop, where writing to it takes no hand-over. */
    @Override
    public Executor lane() {
        return connection == null ? OF_DEMAND.lane() : connection.channel().eventLoop();
    }

    @Override
    public boolean ready() {
        return connection == null || connection.channel().isWritable();
    }

    @Override
    public void whenReady(Runnable action) {
        if (connection != null) {
            connection.addHandlerLast(HANDLER, new ChannelInboundHandlerAdapter() {
                @Override
                public void channelWritabilityChanged(ChannelHandlerContext context) {
                    if (context.channel().isWritable()) {
                        action.run();
                    }
                    context.fireChannelWritabilityChanged();
                }
            });
        }
    }

    /** The connection may serve other requests. */
    @Override
    public void close() {
        if (connection != null) {
            connection.removeHandler(HANDLER);
        }
    }
}
