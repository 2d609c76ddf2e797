package dev.slipway.bench;

import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.server.HttpServer;

/** The grid of 200 services in 10 environments beside a static page of the same size, and what one change costs. */
final class GridBenchmark implements Benchmark {

    private static final int WARM_UP = 30;
    private static final int RUNS = 30;

    @Override
    public String name() {
        return "grid";
    }

    @Override
    public List<Figure> run(BenchDatabases databases) throws Exception {
        try (var grid = WideGrid.start(databases.empty());
                var chromium = new Chromium(grid.portal().client().token())) {
            var portal = grid.portal();
            var page = portal.client().text("/grid", "text/html");
            var first = paint(portal, page);
            var seen = chromium.firstPaints(portal.process().url() + "/grid", page);
            var update = update(grid);
            System.out.printf(
                    "  the page has %,d characters; a change of one tile sent %,d and used %.1f ms of processor%n",
                    page.length(), update.sent(), update.processor());
            return List.of(
                    Figure.atMost("grid of 200 x 10, whole page", "ms", first.ours(), 500),
                    Figure.atMost("  the same as a static page, bare Reactor Netty", "ms", first.bare(), 500),
                    Figure.against(
                            "  first paint in Chromium",
                            "ms",
                            seen.ours(),
                            new Figure.Limit("the same bytes, bare Reactor Netty", seen.bare()),
                            2),
                    Figure.atMost("a tile of it that changed until it is sent", "ms", update.time(), 500),
                    Figure.atMost(
                            "  characters sent of the page, for that", "%", 100.0 * update.sent() / page.length(), 2));
        }
    }

    private record Paint(double ours, double bare) {}

    private static Paint paint(BenchPortal portal, String page) throws Exception {
        var bytes =
                Unpooled.unreleasableBuffer(Unpooled.directBuffer().writeBytes(page.getBytes(StandardCharsets.UTF_8)));
        var plain = HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .handle((request, response) ->
                        response.header("Content-Type", "text/html").send(Mono.fromSupplier(bytes::duplicate)))
                .bindNow();
        var ours = new Median();
        var bare = new Median();
        for (var run = -WARM_UP; run < RUNS; run++) {
            var limit = time(() -> HttpClient.create()
                    .get()
                    .uri("http://127.0.0.1:" + plain.port() + "/")
                    .responseContent()
                    .aggregate()
                    .asString()
                    .block());
            var measured = time(() -> portal.client().text("/grid", "text/html"));
            if (run >= 0) {
                bare.add(limit);
                ours.add(measured);
            }
        }
        plain.disposeNow();
        return new Paint(ours.value(), bare.value());
    }

    private record Update(double time, long sent, double processor) {}

    private static Update update(WideGrid grid) throws Exception {
        var portal = grid.portal();
        var times = new Median();
        var sent = new Median();
        try (var watcher = new Watchers(
                1, portal.process().url() + "/grid/live", portal.client().token())) {
            var busy = 0.0;
            for (var run = -WARM_UP; run < RUNS; run++) {
                if (run == 0) {
                    busy = portal.processor();
                }
                var before = watcher.sent();
                var version = "9." + (run + WARM_UP) + ".1";
                var taken = watcher.until(() -> {
                    grid.see(77, 5, version);
                    return version;
                });
                if (run >= 0) {
                    times.add(taken);
                    sent.add(watcher.sent() - before);
                }
            }
            return new Update(times.value(), Math.round(sent.value()), (portal.processor() - busy) / RUNS);
        }
    }

    private interface Timed {
        @Nullable
        String run() throws Exception;
    }

    private static double time(Timed what) throws Exception {
        var start = System.nanoTime();
        what.run();
        return (System.nanoTime() - start) / 1e6;
    }
}
