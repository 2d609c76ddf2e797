package dev.slipway.artifact.registry;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.slipway.artifact.Digest;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A registry with a token flow, as Docker Hub and GHCR have one; blobs lie in a store at another address. */
final class RegistryServer implements AutoCloseable {

    static final String REPOSITORY = "shop/web";

    private final HttpServer server;
    private final HttpServer store;
    private final Map<String, byte[]> manifests = new ConcurrentHashMap<>();
    private final Map<String, byte[]> blobs = new ConcurrentHashMap<>();
    final AtomicInteger tokens = new AtomicInteger();
    final Map<String, String> toStore = new ConcurrentHashMap<>();
    volatile @Nullable String login;
    volatile int status = 200;
    volatile boolean silent;

    RegistryServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        store = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        store.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/token", this::token);
        server.createContext("/v2/", this::answer);
        store.createContext("/", this::blob);
        server.start();
        store.start();
    }

    String host() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    void keep(SampleImage image) {
        image.manifests().forEach((digest, bytes) -> manifests.put(digest.value(), bytes));
        image.blobs().forEach((digest, bytes) -> blobs.put(digest.value(), bytes));
    }

    void damage(Digest digest, byte[] bytes) {
        manifests.put(digest.value(), bytes);
    }

    private void token(HttpExchange exchange) throws IOException {
        var wanted = Optional.ofNullable(login);
        var given = exchange.getRequestHeaders().getFirst("Authorization");
        var query = exchange.getRequestURI().getQuery();
        if (wanted.isPresent() && !wanted.get().equals(given)
                || !query.equals("service=test&scope=repository:" + REPOSITORY + ":pull")) {
            send(exchange, 401, new byte[0]);
            return;
        }
        tokens.incrementAndGet();
        send(exchange, 200, SampleImage.bytes("{\"token\":\"let-me-in\",\"expires_in\":300}"));
    }

    private void answer(HttpExchange exchange) throws IOException {
        if (silent) {
            return;
        }
        if (!"Bearer let-me-in".equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            exchange.getResponseHeaders()
                    .add(
                            "WWW-Authenticate",
                            "Bearer realm=\"http://%s/token\",service=\"test\",scope=\"repository:%s:pull\""
                                    .formatted(host(), REPOSITORY));
            send(exchange, 401, new byte[0]);
            return;
        }
        var path = exchange.getRequestURI().getPath();
        var digest = path.substring(path.lastIndexOf('/') + 1);
        if (status != 200) {
            send(exchange, status, new byte[0]);
        } else if (path.contains("/manifests/")) {
            var bytes = manifests.get(digest);
            send(exchange, bytes == null ? 404 : 200, bytes == null ? new byte[0] : bytes);
        } else {
            exchange.getResponseHeaders()
                    .add("Location", "http://127.0.0.1:" + store.getAddress().getPort() + "/" + digest);
            send(exchange, 307, new byte[0]);
        }
    }

    private void blob(HttpExchange exchange) throws IOException {
        toStore.put("Authorization", String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
        var bytes = blobs.get(exchange.getRequestURI().getPath().substring(1));
        send(exchange, bytes == null ? 404 : 200, bytes == null ? new byte[0] : bytes);
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        store.stop(0);
    }
}
