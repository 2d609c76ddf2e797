package dev.slipway.aws;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.SdkEventLoopGroup;

/**
 * The connections of all clients, on event loops of our own: those the SDK makes by itself wait two seconds for more work
 * before they end, and with them the portal.
 */
record Connections(SdkAsyncHttpClient client, EventLoopGroup loops) implements AutoCloseable {

    @SuppressWarnings("deprecation") // the only kind the SDK knows of, being made for Netty 4.1
    static Connections open() {
        var loops = new NioEventLoopGroup(
                2, Thread.ofPlatform().daemon().name("aws-", 0).factory());
        var client = NettyNioAsyncHttpClient.builder()
                .maxConcurrency(100)
                .connectionTimeout(Duration.ofSeconds(5))
                .connectionAcquisitionTimeout(Duration.ofSeconds(20))
                .connectionMaxIdleTime(Duration.ofSeconds(30))
                .eventLoopGroup(SdkEventLoopGroup.create(loops, NioSocketChannel::new))
                .build();
        return new Connections(client, loops);
    }

    @Override
    public void close() {
        client.close();
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }
}
