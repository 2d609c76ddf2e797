package dev.slipway.bench;

import dev.slipway.testing.Await;
import dev.slipway.testing.TestDatabase;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.server.HttpServer;

/** The grid of 200 services in 10 environments beside a static page of the same size, and what one change costs. */
final class GridBenchmark implements Benchmark {

    private static final int SERVICES = 200;
    private static final int ENVIRONMENTS = 10;
    private static final int WARM_UP = 30;
    private static final int RUNS = 30;

    @Override
    public String name() {
        return "grid";
    }

    @Override
    public List<Figure> run(BenchDatabases databases) throws Exception {
        var database = databases.empty();
        try (var portal = BenchPortal.start(database, Map.of("SLIPWAY_HEALTH_PERIOD", "10m"))) {
            portal.client().put("/api/v1/projects/wide/definition", "application/yaml", "", definition());
            Await.until(
                    "every placement was looked at",
                    Duration.ofMinutes(3),
                    () -> observations(database) == SERVICES * ENVIRONMENTS);
            allIsWell(database);
            var page = portal.client().text("/grid", "text/html");
            var first = paint(portal, page);
            var update = update(portal, database);
            System.out.printf(
                    "  the page has %,d characters; a change of one tile sent %,d and used %.1f ms of processor%n",
                    page.length(), update.sent(), update.processor());
            return List.of(
                    Figure.atMost("grid of 200 x 10, whole page", "ms", first.ours(), 500),
                    Figure.atMost("  the same as a static page, bare Reactor Netty", "ms", first.bare(), 500),
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

    /** As if an observer on another portal had seen it. */
    private static Update update(BenchPortal portal, TestDatabase database) throws Exception {
        var times = new Median();
        var sent = new Median();
        try (var watcher = new Watchers(
                        1,
                        portal.process().url() + "/grid/live",
                        portal.client().token());
                var connection =
                        DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password())) {
            var busy = 0.0;
            for (var run = -WARM_UP; run < RUNS; run++) {
                if (run == 0) {
                    busy = portal.processor();
                }
                var before = watcher.sent();
                var version = "9." + (run + WARM_UP) + ".1";
                var taken = watcher.until(() -> {
                    see(connection, version);
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

    private static void see(Connection connection, String version) throws SQLException {
        try (var change = connection.prepareStatement("""
            update health_observation set looked_at = now(), seen = jsonb_set(seen, '{version}', to_jsonb(cast(? as text)))
            where (project, environment, service) = ('wide', 'e05', 's077')\
            """);
                var tell = connection.prepareStatement("select pg_notify('slipway', ?)")) {
            change.setString(1, version);
            change.executeUpdate();
            tell.setString(1, "health\nbenchmark\nwide/e05/s077");
            tell.execute();
        }
    }

    private static long observations(TestDatabase database) throws SQLException {
        try (var connection = DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
                var statement = connection.createStatement();
                var count = statement.executeQuery("select count(*) from health_observation")) {
            return count.next() ? count.getLong(1) : 0;
        }
    }

    /** Every tile has a version, a count and a state, as on a day on which all is well. */
    private static void allIsWell(TestDatabase database) throws SQLException {
        try (var connection = DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
                var statement = connection.createStatement()) {
            statement.execute("""
                update health_observation set looked_at = now(), failures = 0, trouble = '', seen = seen
                    || jsonb_build_object('health', 'HEALTHY', 'desired', 2, 'running', 2, 'version', '1.' || length(service) || '.0')\
                """);
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

    private static String definition() {
        var environments = IntStream.range(0, ENVIRONMENTS)
                .mapToObj(i -> "  e%02d: {title: Environment %d}\n".formatted(i, i))
                .collect(Collectors.joining());
        var placements = IntStream.range(0, ENVIRONMENTS)
                .mapToObj(i -> "      e%02d: {target: process, settings: {command: [sleep, \"1\"]}}\n".formatted(i))
                .collect(Collectors.joining());
        var services = IntStream.range(0, SERVICES)
                .mapToObj(i -> "  s%03d:\n    title: Service %d\n    placements:\n%s".formatted(i, i, placements))
                .collect(Collectors.joining());
        return "project: wide\ntitle: Wide\nenvironments:\n" + environments + "services:\n" + services;
    }
}
