package demo.worker;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** Visits that the worker has not looked at yet, told at {@code /queue} to whoever asks. */
final class Backlog {

    private static final long UNKNOWN = -1;

    private volatile long waiting = UNKNOWN;

    /** Listens until the process ends. Returns the port. */
    int listen(int port) throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/queue", this::answer);
        server.start();
        return server.getAddress().getPort();
    }

    void is(long visits) {
        waiting = visits;
    }

    void isUnknown() {
        waiting = UNKNOWN;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var known = waiting;
            var text = known < 0 ? "{\"error\":\"visits cannot be counted\"}" : "{\"waiting\":" + known + "}";
            var bytes = text.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(known < 0 ? 503 : 200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
}
