package dev.slipway.bench;

import dev.slipway.job.StoredSample;
import dev.slipway.testing.TestDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Objects;

/** Writes as many jobs, with all that belongs to them, into a database as a portal would have in years. */
final class JobHistory {

    static final String DEFINITION = """
        project: shop
        title: Shop
        environments:
          dev: {}
          staging: {promotesFrom: [dev]}
          prod: {promotesFrom: [staging]}
        services:
        """ + service("web") + service("worker") + service("api") + service("mail");

    private JobHistory() {}

    private static String service(String key) {
        return """
              %s:
                placements:
                  dev: {target: process, settings: {command: [sleep, "1"]}}
                  staging: {target: process, settings: {command: [sleep, "1"]}}
                  prod: {target: process, settings: {command: [sleep, "1"]}}
            """.indent(2).formatted(key).stripTrailing() + "\n";
    }

    /** The project {@code shop} must be defined; a thousand of the jobs are its newest. */
    static void write(TestDatabase database, int jobs) throws IOException, SQLException {
        var sample = StoredSample.succeeded();
        String script;
        try (var in = JobHistory.class.getResourceAsStream("/bench/history.sql")) {
            script = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
                    .replace("${jobs}", Integer.toString(jobs))
                    .replace("${ordered}", sample.ordered())
                    .replace("${verdict}", sample.verdict())
                    .replace("${report}", sample.report());
        }
        try (var connection = DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
                var statement = connection.createStatement()) {
            for (var one : script.split(";\\s*\n", -1)) {
                if (!one.isBlank()) {
                    statement.execute(one);
                }
            }
        }
    }
}
