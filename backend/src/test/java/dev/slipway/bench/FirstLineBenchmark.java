package dev.slipway.bench;

import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import reactor.core.publisher.Flux;
import reactor.netty.ByteBufFlux;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.server.HttpServer;
import reactor.netty.resources.ConnectionProvider;
import tools.jackson.databind.json.JsonMapper;

/** 1,000 viewers who connect at once, until each has the first line of a job's log. */
final class FirstLineBenchmark implements Benchmark {

    private static final int VIEWERS = 1_000;
    private static final int WARM_UP = 20;
    private static final int ROUNDS = 25;
    private static final String LINE = "the first line";

    @Override
    public String name() {
        return "first-line";
    }

    @Override
    public List<Figure> run(BenchDatabases databases) throws Exception {
        var bare = new Median();
        var ours = new Median();
        var line = Unpooled.unreleasableBuffer(Unpooled.directBuffer()
                .writeBytes(("id: 1\ndata: [[1,1763769600000,\"deploy\",\"" + LINE + "\"]]\n\n")
                        .getBytes(StandardCharsets.UTF_8)));
        var plain = HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .handle((request, response) ->
                        response.sse().send(Flux.just(line.duplicate()).concatWith(Flux.never()), each -> true))
                .bindNow();
        try (var portal = BenchPortal.start(databases.empty())) {
            var job = job(portal);
            for (int round = -WARM_UP; round < ROUNDS; round++) {
                var limit = connect("http://127.0.0.1:" + plain.port() + "/", portal);
                var measured =
                        connect("http://127.0.0.1:" + portal.process().port() + "/api/v1/jobs/" + job + "/log", portal);
                if (round >= 0) {
                    bare.add(limit);
                    ours.add(measured);
                }
            }
        }
        plain.disposeNow();
        return List.of(Figure.against(
                "1,000 viewers connect until each has the first line",
                "ms",
                ours.value(),
                new Figure.Limit("bare Reactor Netty", bare.value()),
                1.4));
    }

    /** A job that has printed a line and goes on. */
    private static long job(BenchPortal portal) {
        var base = "http://127.0.0.1:" + portal.process().port();
        var answer = HttpClient.create()
                .headers(headers -> headers.set(
                                "Authorization", "Bearer " + portal.client().token())
                        .set("Content-Type", "application/json"))
                .post()
                .uri(base + "/api/v1/projects/bench/jobs")
                .send(ByteBufFlux.fromString(Flux.just(BenchPortal.order("hello-and-stay"))))
                .responseSingle((response, body) -> body.asString())
                .block();
        return JsonMapper.shared()
                .readTree(Objects.requireNonNull(answer))
                .path("id")
                .asLong();
    }

    /** Milliseconds until the last of the viewers has its first line. */
    private static double connect(String uri, BenchPortal portal) {
        var connections = ConnectionProvider.newConnection();
        var client = HttpClient.create(connections)
                .headers(headers -> headers.set("Accept", "text/event-stream")
                        .set("Authorization", "Bearer " + portal.client().token()))
                .get()
                .uri(uri);
        var start = System.nanoTime();
        Flux.range(0, VIEWERS)
                .flatMap(
                        viewer -> client.responseContent()
                                .asString()
                                .filter(text -> text.contains(LINE))
                                .next(),
                        VIEWERS)
                .blockLast();
        return (System.nanoTime() - start) / 1e6;
    }
}
