package dev.slipway.bench;

import dev.slipway.testing.Await;
import dev.slipway.testing.TestDatabase;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A portal with 200 services in 10 environments, of which all is well and nothing happens unless it is told to. */
record WideGrid(BenchPortal portal, Connection database) implements AutoCloseable {

    static final int SERVICES = 200;
    static final int ENVIRONMENTS = 10;

    static WideGrid start(TestDatabase database) throws IOException, InterruptedException, SQLException {
        var portal = BenchPortal.start(database, Map.of("SLIPWAY_HEALTH_PERIOD", "10m"));
        var grid = new WideGrid(
                portal, DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password()));
        portal.client().put("/api/v1/projects/wide/definition", "application/yaml", "", definition());
        Await.until(
                "every placement was looked at",
                Duration.ofMinutes(5),
                () -> grid.observations() == SERVICES * ENVIRONMENTS);
        grid.allIsWell();
        return grid;
    }

    /** As if an observer on another portal had seen it. */
    void see(int service, int environment, String version) throws SQLException {
        var key = "s%03d".formatted(service);
        var where = "e%02d".formatted(environment);
        try (var change = database.prepareStatement("""
            update health_observation set looked_at = now(), seen = jsonb_set(seen, '{version}', to_jsonb(cast(? as text)))
            where (project, environment, service) = ('wide', ?, ?)\
            """);
                var tell = database.prepareStatement("select pg_notify('slipway', ?)")) {
            change.setString(1, version);
            change.setString(2, where);
            change.setString(3, key);
            change.executeUpdate();
            tell.setString(1, "health\nbenchmark\nwide/" + where + "/" + key);
            tell.execute();
        }
    }

    private long observations() throws SQLException {
        try (var statement = database.createStatement();
                var count = statement.executeQuery("select count(*) from health_observation")) {
            return count.next() ? count.getLong(1) : 0;
        }
    }

    /** Every tile has a version, a count and a state, as on a day on which all is well. */
    private void allIsWell() throws SQLException {
        try (var statement = database.createStatement()) {
            statement.execute("""
                update health_observation set looked_at = now(), failures = 0, trouble = '', seen = seen
                    || jsonb_build_object('health', 'HEALTHY', 'desired', 2, 'running', 2, 'version', '1.' || length(service) || '.0')\
                """);
        }
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

    @Override
    public void close() throws SQLException {
        database.close();
        portal.close();
    }
}
