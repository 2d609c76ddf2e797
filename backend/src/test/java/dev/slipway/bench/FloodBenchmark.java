package dev.slipway.bench;

import dev.slipway.job.web.LogServer;
import dev.slipway.job.web.NoSignals;
import dev.slipway.testing.TestDatabase;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.postgresql.PGConnection;
import reactor.netty.http.client.HttpClient;

/** 200,000 lines at full speed until the last one is stored and has reached a viewer over HTTP. */
final class FloodBenchmark implements Benchmark {

    private static final int LINES = 200_000;
    private static final int WARM_UP = 4;
    private static final int RUNS = 7;

    private static final List<String> TEXTS = IntStream.rangeClosed(1, LINES)
            .mapToObj(i -> "2026-11-22T00:00:00.000Z INFO  [worker-" + i % 16 + "] request " + i + " served in "
                    + i % 97 + " ms, 200 OK, " + i * 31L % 4096 + " bytes")
            .toList();

    @Override
    public String name() {
        return "flood";
    }

    @Override
    public List<Figure> run(BenchDatabases databases) throws Exception {
        var database = databases.migrated();
        var copied = (String.join("\n", TEXTS) + "\n").getBytes(StandardCharsets.UTF_8);
        var copy = new Median();
        var flood = new Median();
        try (var server = new LogServer(database, new NoSignals())) {
            for (int run = -WARM_UP; run < RUNS; run++) {
                BenchDatabases.settle(database);
                var limit = copy(database, copied);
                BenchDatabases.settle(database);
                var measured = flood(server, 1_000 + run);
                System.out.printf("  copy %.0f ms, flood %.0f ms%n", limit, measured);
                if (run >= 0) {
                    copy.add(limit);
                    flood.add(measured);
                }
            }
        }
        return List.of(Figure.against(
                "200,000 lines stored and visible",
                "ms",
                flood.value(),
                new Figure.Limit("COPY of the same lines, one connection", copy.value()),
                2));
    }

    private static double copy(TestDatabase database, byte[] lines) throws Exception {
        try (var connection = DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
                var statement = connection.createStatement()) {
            statement.execute("drop table if exists bench_line");
            statement.execute("create table bench_line (line text not null)");
            var start = System.nanoTime();
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("copy bench_line from stdin", new ByteArrayInputStream(lines), 64 * 1024);
            return (System.nanoTime() - start) / 1e6;
        }
    }

    private static double flood(LogServer server, long job) {
        var connected = new java.util.concurrent.CompletableFuture<Boolean>();
        var received = HttpClient.create()
                .headers(headers -> headers.set("Accept", "text/event-stream"))
                .get()
                .uri("http://127.0.0.1:" + server.port() + "/api/v1/jobs/" + job + "/log")
                .responseContent()
                .asByteArray()
                .doOnNext(bytes -> connected.complete(true))
                .scan(new LastEvent(), LastEvent::with)
                .takeUntil(last -> last.id() == LINES)
                .last()
                .toFuture();
        connected.join();
        var start = System.nanoTime();
        try (var writer = server.logs().open(job, 1)) {
            for (var text : TEXTS) {
                writer.line("deploy", text);
            }
            writer.flush();
        }
        received.join();
        var time = (System.nanoTime() - start) / 1e6;
        server.logs().close(job).block(Duration.ofSeconds(10));
        return time;
    }
}
