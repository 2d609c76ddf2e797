package dev.slipway.bench;

import dev.slipway.job.web.LogServer;
import dev.slipway.job.web.NoSignals;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.server.HttpServer;
import reactor.netty.resources.ConnectionProvider;

/** A line until 1,000 viewers have it. */
final class ViewersBenchmark implements Benchmark {

    private static final int VIEWERS = 1_000;
    private static final int WARM_UP = 600;
    private static final int LINES = 200;

    @Override
    public String name() {
        return "viewers";
    }

    @Override
    public List<Figure> run(BenchDatabases databases) throws Exception {
        var bare = new Median();
        var ours = new Median();
        try (var server = new LogServer(databases.migrated(), new NoSignals())) {
            var line = Unpooled.unreleasableBuffer(Unpooled.directBuffer()
                    .writeBytes("id: 1\ndata: [[1,1763769600000,\"deploy\",\"one line for everybody\"]]\n\n"
                            .getBytes(StandardCharsets.UTF_8)));
            var sink = Sinks.many().multicast().<ByteBuf>directBestEffort();
            var plain = HttpServer.create()
                    .host("127.0.0.1")
                    .port(0)
                    .handle((request, response) ->
                            response.sse().send(Flux.just(line.duplicate()).concatWith(sink.asFlux()), each -> true))
                    .bindNow();
            try (var writer = server.logs().open(1, 1);
                    var their = new Viewers(plain.port(), "/");
                    var own = new Viewers(server.port(), "/api/v1/jobs/1/log")) {
                for (int i = -WARM_UP; i < LINES; i++) {
                    // After a silence; a stream of lines is sent at most every 20 ms.
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(30));
                    // In turns, so that whatever else the machine does hits both alike.
                    var limit = their.until(() -> sink.tryEmitNext(line.duplicate()));
                    var measured = own.until(() -> writer.line("deploy", "one line for everybody"));
                    if (i >= 0) {
                        bare.add(limit);
                        ours.add(measured);
                    }
                }
            }
            plain.disposeNow();
        }
        return List.of(Figure.against(
                "a line, stored, until 1,000 viewers have it",
                "ms",
                ours.value(),
                new Figure.Limit("bare Reactor Netty, nothing stored", bare.value()),
                1.4));
    }

    /** Connections that count the events they get. */
    private static final class Viewers implements AutoCloseable {

        private final Phaser arrived = new Phaser(VIEWERS + 1);
        private final Disposable.Composite connections = Disposables.composite();
        private final ConnectionProvider provider = ConnectionProvider.builder("viewers")
                .maxConnections(VIEWERS)
                .pendingAcquireMaxCount(VIEWERS)
                .build();

        Viewers(int port, String path) {
            var client = HttpClient.create(provider)
                    .headers(headers -> headers.set("Accept", "text/event-stream"))
                    .get()
                    .uri("http://127.0.0.1:" + port + path);
            for (int i = 0; i < VIEWERS; i++) {
                var events = new EventCount();
                connections.add(client.responseContent().map(events::in).subscribe(this::arrived));
            }
            // The greeting.
            arrived.arriveAndAwaitAdvance();
        }

        private void arrived(int events) {
            for (int i = 0; i < events; i++) {
                arrived.arrive();
            }
        }

        double until(Runnable send) {
            var start = System.nanoTime();
            send.run();
            arrived.arriveAndAwaitAdvance();
            return (System.nanoTime() - start) / 1e6;
        }

        @Override
        public void close() {
            connections.dispose();
            provider.disposeLater().block(Duration.ofSeconds(10));
        }
    }
}
