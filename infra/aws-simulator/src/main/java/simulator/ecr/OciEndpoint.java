package simulator.ecr;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The images of a {@link Registry} over the OCI distribution protocol 1.1 with Docker's token flow, on a port of this
 * machine. User {@code AWS} with the {@link #password()} gets a token for every repository, as ECR's would; layers have no
 * bytes here.
 */
public final class OciEndpoint implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Tokens tokens;
    private final OciContent content;
    private final String password = UUID.randomUUID().toString();

    private OciEndpoint(HttpServer server, Registry registry) {
        this.server = server;
        this.tokens = new Tokens(registry::now, password);
        this.content = new OciContent(registry);
    }

    public static OciEndpoint start(Registry registry) {
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            var endpoint = new OciEndpoint(server, registry);
            server.setExecutor(endpoint.threads);
            server.createContext("/v2/", exchange -> endpoint.handle(exchange, endpoint::registry));
            server.createContext("/token", exchange -> endpoint.handle(exchange, endpoint::token));
            server.createContext("/download/", exchange -> endpoint.handle(exchange, endpoint::downloaded));
            server.start();
            return endpoint;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** What a reference to an image here begins with: {@code 127.0.0.1:port}. */
    public String host() {
        return url().getAuthority();
    }

    public String password() {
        return password;
    }

    /** Where ECR says a configuration can be fetched, by whoever knows the address. */
    URI download(String repository, String digest) {
        return url().resolve("/download/" + repository + "/" + digest);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }

    private OciAnswer registry(HttpExchange exchange) {
        var path = OciPath.parse(exchange.getRequestURI().getPath());
        if (!tokens.allow(exchange.getRequestHeaders().getFirst("Authorization"), path.repository())) {
            return OciAnswer.error(401, "UNAUTHORIZED", "authentication required")
                    .with("WWW-Authenticate", tokens.challenge(url(), path.repository()));
        }
        return content.answer(path, exchange.getRequestHeaders().get("Accept"));
    }

    private OciAnswer token(HttpExchange exchange) {
        return tokens.issue(
                exchange.getRequestURI(), exchange.getRequestHeaders().getFirst("Authorization"));
    }

    private OciAnswer downloaded(HttpExchange exchange) {
        var path = exchange.getRequestURI().getPath().substring("/download/".length());
        var slash = path.lastIndexOf('/');
        return content.blob(path.substring(0, slash), path.substring(slash + 1));
    }

    private void handle(HttpExchange exchange, Answering answering) throws IOException {
        try (exchange) {
            var answer = answering.answer(exchange);
            answer.headers()
                    .forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
            exchange.getResponseHeaders().set("Docker-Distribution-API-Version", "registry/2.0");
            if (exchange.getRequestMethod().equals("HEAD")) {
                exchange.getResponseHeaders().set("Content-Length", Integer.toString(answer.body().length));
                exchange.sendResponseHeaders(answer.status(), -1);
            } else {
                exchange.sendResponseHeaders(answer.status(), answer.body().length == 0 ? -1 : answer.body().length);
                exchange.getResponseBody().write(answer.body());
            }
        }
    }

    @FunctionalInterface
    private interface Answering {
        OciAnswer answer(HttpExchange exchange);
    }
}
