package dev.slipway.logstream;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import java.util.concurrent.Executor;
import reactor.core.publisher.FluxSink;
import reactor.netty.Connection;

/**
 * To a connection whose answer has the subscriber's items as its body. The first item goes that way, and takes status and
 * headers with it; those after it are written to the channel itself, in its event loop: what lies between the two costs
 * more, for each of a thousand viewers, than to write and to flush. Not ready while more than the channel's high-water
 * mark waits to be sent.
 */
final class ChannelOutlet extends Outlet<ByteBuf> {

    private static final String HANDLER = "slipway.logOutlet";

    private final Connection connection;
    /** Remembered: a channel that is closed has none. */
    private final EventLoop loop;

    private boolean begun;

    ChannelOutlet(FluxSink<ByteBuf> sink, Connection connection) {
        super(sink);
        this.connection = connection;
        this.loop = connection.channel().eventLoop();
    }

    @Override
    Executor lane() {
        return loop;
    }

    @Override
    boolean inLane() {
        return loop.inEventLoop();
    }

    /** There is demand again after the first item only when that one was handed on to be written. */
    @Override
    boolean ready() {
        return super.ready() && connection.channel().isWritable();
    }

    @Override
    void whenReady(Runnable action) {
        super.whenReady(action);
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

    @Override
    void send(ByteBuf item) {
        if (begun) {
            // A connection that is gone cancels, whatever became of what was written last.
            connection.channel().writeAndFlush(item);
        } else {
            begun = true;
            super.send(item);
        }
    }

    /** The connection may serve other requests. */
    @Override
    void close() {
        connection.removeHandler(HANDLER);
    }
}
