package dev.slipway.bench;

import dev.slipway.testing.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/** People who have a live page open, as far as a server can tell. */
final class Watchers implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final List<Watcher> watchers = new ArrayList<>();
    private final Disposable.Composite connections = Disposables.composite();
    private final ConnectionProvider provider;
    private final AtomicLong bytes = new AtomicLong();

    /** @param token of the API; empty for none */
    Watchers(int count, String uri, String token) {
        provider = ConnectionProvider.builder("watchers")
                .maxConnections(count)
                .pendingAcquireMaxCount(count)
                .build();
        var client = HttpClient.create(provider)
                .headers(headers -> headers.set("Accept", "text/event-stream").set("Authorization", "Bearer " + token))
                .get()
                .uri(uri);
        for (var i = 0; i < count; i++) {
            var watcher = new Watcher();
            watchers.add(watcher);
            connections.add(client.responseContent().asString().subscribe(text -> {
                bytes.addAndGet(text.length());
                watcher.see(text);
            }));
        }
        Await.until(
                "all watchers have the page", PATIENCE, () -> watchers.stream().allMatch(one -> one.awake));
    }

    /** What one connection was sent; kept until somebody asks for something else. */
    private static final class Watcher {

        private final StringBuilder recent = new StringBuilder();
        private volatile boolean awake;

        synchronized void see(String text) {
            awake = true;
            recent.append(text);
        }

        synchronized boolean saw(String text) {
            return recent.indexOf(text) >= 0;
        }

        synchronized void forget() {
            recent.setLength(0);
        }
    }

    /** Milliseconds until every one was sent the text. */
    double until(Change change) throws Exception {
        watchers.forEach(Watcher::forget);
        var start = System.nanoTime();
        var text = change.make();
        Await.until(
                "all watchers saw " + text, PATIENCE, () -> watchers.stream().allMatch(one -> one.saw(text)));
        return (System.nanoTime() - start) / 1e6;
    }

    /** Something that shows on the page. */
    interface Change {

        /** Makes it; gives the text by which it is known. */
        String make() throws Exception;
    }

    /** Characters that all of them were sent so far. */
    long sent() {
        return bytes.get();
    }

    @Override
    public void close() {
        connections.dispose();
        provider.disposeLater().block(Duration.ofSeconds(10));
    }
}
