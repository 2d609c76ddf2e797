package dev.slipway.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A TCP connection between one portal and something it needs, which a test cuts and mends. */
public final class Cable implements AutoCloseable {

    private final InetSocketAddress far;
    private final int port;
    private final AtomicInteger connected = new AtomicInteger();
    private final Set<Socket> ends = ConcurrentHashMap.newKeySet();
    private @Nullable ServerSocket near;

    /** Leads to a port of this machine. */
    public Cable(String host, int farPort) {
        far = new InetSocketAddress(host, farPort);
        near = listen(0);
        port = near.getLocalPort();
        accept(near);
    }

    /** Where this end is. */
    public int port() {
        return port;
    }

    /** How many connections were made through it. */
    public int connected() {
        return connected.get();
    }

    /** Ends what is connected and refuses what would be. */
    public synchronized void cut() {
        if (near != null) {
            quietly(near);
            near = null;
        }
        ends.forEach(Cable::quietly);
        ends.clear();
    }

    public synchronized void mend() {
        if (near == null) {
            near = listen(port);
            accept(near);
        }
    }

    @Override
    public void close() {
        cut();
    }

    private static ServerSocket listen(int at) {
        try {
            var socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), at), 200);
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept(ServerSocket listening) {
        Thread.ofVirtual().name("cable").start(() -> {
            while (!listening.isClosed()) {
                try {
                    join(listening, listening.accept());
                } catch (IOException e) {
                    // It was cut, or whoever asked has gone.
                    continue;
                }
            }
        });
    }

    private void join(ServerSocket listening, Socket asking) throws IOException {
        var answering = new Socket();
        ends.add(asking);
        ends.add(answering);
        asking.setTcpNoDelay(true);
        answering.setTcpNoDelay(true);
        answering.connect(far, 5_000);
        connected.incrementAndGet();
        pump(asking, answering);
        pump(answering, asking);
        if (listening.isClosed()) {
            quietly(asking);
            quietly(answering);
        }
    }

    private void pump(Socket from, Socket to) {
        Thread.ofVirtual().start(() -> {
            try (from;
                    to) {
                from.getInputStream().transferTo(to.getOutputStream());
            } catch (IOException e) {
                // Either end has gone, and so does the other.
            } finally {
                ends.remove(from);
                ends.remove(to);
            }
        });
    }

    private static void quietly(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
