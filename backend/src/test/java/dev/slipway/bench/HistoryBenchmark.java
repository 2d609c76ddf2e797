package dev.slipway.bench;

import dev.slipway.testing.Await;
import dev.slipway.testing.TestDatabase;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What people ask for with a thousand jobs in the database and with a million, of which as many are theirs. */
final class HistoryBenchmark implements Benchmark {

    private static final int FEW = 1_000;
    /** Fewer to try it out. */
    private static final int MANY = Integer.getInteger("bench.jobs", 1_000_000);

    private static final Duration PATIENCE = Duration.ofMinutes(30);

    private static final int WARM_UP = 40;
    private static final int RUNS = 60;

    private static final Map<String, String> ASKED = new LinkedHashMap<>();

    static {
        ASKED.put("delivery figures of 30 days", "/api/v1/projects/shop/delivery?environment=*&days=30");
        ASKED.put("feed of deployments", "/projects/shop/deployments.atom");
        ASKED.put("page of jobs", "/projects/shop/jobs");
        ASKED.put("dashboard", "/projects/shop");
        ASKED.put("status for programs", "/api/v1/projects/shop/status");
        ASKED.put("audit log", "/audit");
    }

    @Override
    public String name() {
        return "history";
    }

    @Override
    public List<Figure> run(BenchDatabases databases) throws Exception {
        var small = databases.empty();
        var large = databases.empty();
        try (var few = BenchPortal.start(small);
                var many = BenchPortal.start(large)) {
            for (var portal : List.of(few, many)) {
                portal.client().put("/api/v1/projects/shop/definition", "application/yaml", "", JobHistory.DEFINITION);
            }
            JobHistory.write(small, FEW);
            JobHistory.write(large, MANY);
            for (var database : List.of(small, large)) {
                var start = System.nanoTime();
                Await.until("facts are made of all jobs", PATIENCE, () -> due(database) == 0);
                System.out.printf(
                        "  facts for delivery figures were made in %.0f s%n", (System.nanoTime() - start) / 1e9);
                // As autovacuum does in its time.
                execute(
                        database,
                        "vacuum (analyze) delivery_deployment, delivery_verification, delivery_step, delivery_due");
                BenchDatabases.settle(database);
            }
            var figures = new ArrayList<Figure>();
            for (var asked : ASKED.entrySet()) {
                figures.add(compare(asked.getKey(), asked.getValue(), few, many));
            }
            figures.add(Figure.atMost(
                    String.format("search of a text that is not in %,d audit records", MANY),
                    "ms",
                    alone("/api/v1/audit?q=there+is+no+such+text", many),
                    1_000));
            return figures;
        }
    }

    private static long due(TestDatabase database) throws SQLException {
        try (var connection = DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
                var statement = connection.createStatement();
                var count = statement.executeQuery("select count(*) from delivery_due")) {
            return count.next() ? count.getLong(1) : 0;
        }
    }

    private static void execute(TestDatabase database, String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** In turns, so that whatever else the machine does hits both alike. */
    private static Figure compare(String what, String path, BenchPortal few, BenchPortal many) throws Exception {
        var limit = new Median();
        var measured = new Median();
        for (var run = -WARM_UP; run < RUNS; run++) {
            var small = time(few, path);
            var large = time(many, path);
            if (run >= 0) {
                limit.add(small);
                measured.add(large);
            }
        }
        return Figure.against(
                what + String.format(", %,d jobs", MANY),
                "ms",
                measured.value(),
                new Figure.Limit("the same with 1,000 jobs", limit.value()),
                1.2);
    }

    private static double alone(String path, BenchPortal portal) throws Exception {
        var measured = new Median();
        for (var run = 0; run < 5; run++) {
            measured.add(time(portal, path));
        }
        return measured.value();
    }

    private static double time(BenchPortal portal, String path) throws Exception {
        var start = System.nanoTime();
        portal.client().text(path, path.startsWith("/api") ? "application/json" : "*/*");
        return (System.nanoTime() - start) / 1e6;
    }
}
