package dev.slipway.notification.notifier;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Collectors;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/** A real HTTP server of somebody else that takes messages; it can be told to refuse them, or to be down. */
public final class Receiver implements AutoCloseable {

    private final List<Taken> taken = new CopyOnWriteArrayList<>();
    private volatile Function<Taken, Said> says = _ -> new Said(200, "ok", Map.of());
    private final DisposableServer server = listen();

    /** One request, headers in lower case. */
    public record Taken(String path, Map<String, String> headers, String body) {}

    /** An answer. */
    public record Said(int status, String body, Map<String, String> headers) {}

    private DisposableServer listen() {
        return HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .handle((request, response) -> request.receive()
                        .aggregate()
                        .asString(StandardCharsets.UTF_8)
                        .defaultIfEmpty("")
                        .flatMap(body -> {
                            var headers = request.requestHeaders().entries().stream()
                                    .collect(Collectors.toMap(
                                            h -> h.getKey().toLowerCase(Locale.ROOT),
                                            Map.Entry::getValue,
                                            (a, _) -> a));
                            var one = new Taken(request.uri(), headers, body);
                            taken.add(one);
                            var said = says.apply(one);
                            response.status(said.status());
                            said.headers().forEach(response::header);
                            return response.sendString(Mono.just(said.body())).then();
                        }))
                .bindNow();
    }

    public URI url(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }

    public List<Taken> taken() {
        return List.copyOf(taken);
    }

    public Taken last() {
        return taken.getLast();
    }

    public void says(int status, String body) {
        says = _ -> new Said(status, body, Map.of());
    }

    public void says(Function<Taken, Said> answer) {
        says = answer;
    }

    /** Nobody listens at its port any more. */
    public void goDown() {
        server.disposeNow();
    }

    @Override
    public void close() {
        server.disposeNow();
    }
}
