package dev.slipway.bench;

import io.netty.buffer.Unpooled;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;
import reactor.netty.ByteBufFlux;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.server.HttpServer;
import tools.jackson.databind.json.JsonMapper;

/** From asking for a job until the first line its command prints has reached a viewer. */
final class TriggerBenchmark implements Benchmark {

    private static final String LINE = "the first line";
    private static final int WARM_UP = 1_000;
    private static final int RUNS = 200;

    @Override
    public String name() {
        return "trigger";
    }

    @Override
    public List<Figure> run(BenchDatabases databases) throws Exception {
        var bare = new Median();
        var ours = new Median();
        var plain = HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .handle((request, response) -> response.sse()
                        .send(
                                Flux.defer(TriggerBenchmark::spawn)
                                        .subscribeOn(Schedulers.boundedElastic())
                                        .map(line -> Unpooled.copiedBuffer(
                                                "data: " + line + "\n\n", StandardCharsets.UTF_8)),
                                each -> true))
                .bindNow();
        try (var portal = BenchPortal.start(databases.empty())) {
            var client = HttpClient.create()
                    .headers(headers -> headers.set(
                            "Authorization", "Bearer " + portal.client().token()));
            var base = "http://127.0.0.1:" + portal.process().port();
            for (int run = -WARM_UP; run < RUNS; run++) {
                var limit = time(() -> firstLine(client, "http://127.0.0.1:" + plain.port() + "/"));
                var measured = time(() -> firstLine(client, base + "/api/v1/jobs/" + ask(client, base) + "/log"));
                if (run >= 0) {
                    bare.add(limit);
                    ours.add(measured);
                }
            }
        }
        plain.disposeNow();
        return List.of(Figure.against(
                "a durable job asked for until its command's first line",
                "ms",
                ours.value(),
                new Figure.Limit("process spawned by a bare SSE server", bare.value()),
                4));
    }

    private static double time(Runnable action) {
        var start = System.nanoTime();
        action.run();
        return (System.nanoTime() - start) / 1e6;
    }

    private static Flux<String> spawn() {
        try {
            var process = new ProcessBuilder("/bin/echo", LINE).start();
            return Flux.fromStream(
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))
                            .lines());
        } catch (IOException e) {
            return Flux.error(e);
        }
    }

    private static long ask(HttpClient client, String base) {
        var answer = client.headers(headers -> headers.set("Content-Type", "application/json"))
                .post()
                .uri(base + "/api/v1/projects/bench/jobs")
                .send(ByteBufFlux.fromString(Flux.just(BenchPortal.order("hello"))))
                .responseSingle((response, body) -> body.asString())
                .block();
        return JsonMapper.shared()
                .readTree(Objects.requireNonNull(answer))
                .path("id")
                .asLong();
    }

    private static void firstLine(HttpClient client, String uri) {
        client.headers(headers -> headers.set("Accept", "text/event-stream"))
                .get()
                .uri(uri)
                .responseContent()
                .asString()
                .takeUntil(text -> text.contains(LINE))
                .blockLast();
    }
}
