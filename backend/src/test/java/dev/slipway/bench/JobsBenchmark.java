package dev.slipway.bench;

import dev.slipway.testing.Await;
import dev.slipway.testing.TestDatabase;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.netty.ByteBufFlux;
import reactor.netty.http.client.HttpClient;

/** Jobs of one step that does nothing, each asked for over HTTP, stored, run, proven ended and audited. */
final class JobsBenchmark implements Benchmark {

    private static final int WARM_UP = 1_500;
    private static final int JOBS = 3_000;
    private static final int AT_A_TIME = 32;

    @Override
    public String name() {
        return "jobs";
    }

    @Override
    public List<Figure> run(BenchDatabases databases) throws Exception {
        var database = databases.empty();
        try (var portal = BenchPortal.start(database)) {
            run(portal, database, WARM_UP, WARM_UP);
            var busy = portal.processor();
            var start = System.nanoTime();
            run(portal, database, JOBS, WARM_UP + JOBS);
            var minutes = (System.nanoTime() - start) / 60e9;
            System.out.printf("  the portal used %.1f ms of processor a job%n", (portal.processor() - busy) / JOBS);
            return List.of(Figure.atLeast("durable jobs that do nothing, a minute", "", JOBS / minutes, 8_000));
        }
    }

    private static void run(BenchPortal portal, TestDatabase database, int jobs, int ended) {
        var client = HttpClient.create()
                .headers(headers -> headers.set(
                                "Authorization", "Bearer " + portal.client().token())
                        .set("Content-Type", "application/json"));
        var uri = "http://127.0.0.1:" + portal.process().port() + "/api/v1/projects/bench/jobs";
        Flux.range(0, jobs)
                .flatMap(
                        i -> client.post()
                                .uri(uri)
                                .send(ByteBufFlux.fromString(Flux.just(BenchPortal.order("nothing"))))
                                .responseSingle((response, body) -> body.asString()
                                        .filter(text -> response.status().code() == 201
                                                || response.status().code() == 200
                                                || response.status().code() == 202)
                                        .switchIfEmpty(reactor.core.publisher.Mono.error(() ->
                                                new IllegalStateException("A job was refused: " + response.status())))),
                        AT_A_TIME)
                .blockLast();
        Await.until("all jobs have ended", Duration.ofMinutes(5), () -> endedJobs(database) == ended);
    }

    private static long endedJobs(TestDatabase database) throws SQLException {
        try (var connection = DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
                var statement = connection.createStatement();
                var count = statement.executeQuery("select count(*) from job where state = 'ENDED'")) {
            return count.next() ? count.getLong(1) : 0;
        }
    }
}
