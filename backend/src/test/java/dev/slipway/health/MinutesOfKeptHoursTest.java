package dev.slipway.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testing.Postgres;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationVersion;
import org.junit.jupiter.api.Test;

/** Hours that were kept before they told their minutes. */
class MinutesOfKeptHoursTest {

    private static final String FIGURES =
            "looks, unseen, healthy, worst, desired, running_low, running_high, pending, restarts)";
    private static final String SEEN = "12, 0, 12, 0, 2, 2, 2, 0, 0";

    @Test
    void theMigrationShouldFillThemFromTheMinutesThatAreStillKept() throws SQLException {
        var database = Postgres.empty();
        var migrations = Flyway.configure()
                .dataSource(database.jdbcUrl(), database.user(), database.password())
                // Whatever the zone of who migrates: the hours of this one begin at half past.
                .initSql("set timezone to 'Asia/Kolkata'");
        migrations.target(MigrationVersion.fromVersion("202611230980")).load().migrate();
        try (var connection = DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
                var statement = connection.createStatement()) {
            statement.execute("create table hours partition of health_sample_hour default");
            statement.execute("create table minutes partition of health_sample_minute default");
            statement.execute("""
                insert into health_sample_minute (at, placement, %s select cast(at as timestamptz), placement, %s
                from (values ('2026-11-22T10:00:00Z', 1), ('2026-11-22T10:03:00Z', 1), ('2026-11-22T10:59:00Z', 1),
                    ('2026-11-22T11:01:00Z', 1), ('2026-11-22T10:02:00Z', 2)) minutes (at, placement)
                """.formatted(FIGURES, SEEN));
            statement.execute("""
                insert into health_sample_hour (at, placement, %s select cast(at as timestamptz), placement, %s
                from (values ('2026-11-02T10:00:00Z', 1), ('2026-11-22T10:00:00Z', 1), ('2026-11-22T11:00:00Z', 1),
                    ('2026-11-22T10:00:00Z', 2)) hours (at, placement)
                """.formatted(FIGURES, SEEN));

            migrations.target(MigrationVersion.LATEST).load().migrate();

            var minutes = new ArrayList<Long>();
            try (var rows = statement.executeQuery("select minutes from health_sample_hour order by placement, at")) {
                while (rows.next()) {
                    minutes.add(rows.getLong(1));
                }
            }
            assertThat(minutes).containsExactly(0L, 1L | 1L << 3 | 1L << 59, 1L << 1, 1L << 2);
        }
    }
}
