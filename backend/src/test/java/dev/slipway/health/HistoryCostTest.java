package dev.slipway.health;

import static dev.slipway.health.Sights.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneOffset;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What docs/health.md says that history costs. */
class HistoryCostTest {

    private static final int PLACEMENTS = 40;
    private static final int MINUTES = 1440;

    private final Stored stored = new Stored();

    @BeforeEach
    void aDayOfManyPlacements() {
        stored.partitions.ensure(NOON.atZone(ZoneOffset.UTC).toLocalDate()).block();
        sql("""
            insert into health_placement (project, environment, service)
            select 'demo', 'dev', 's' || n from generate_series(1, %d) n\
            """.formatted(PLACEMENTS));
        sql("""
            insert into health_sample_minute
            select timestamptz '2026-11-22 00:00:00Z' + m * interval '1 minute', n, 12, 0, 12, 0, 2, 2, 2, 0, 0,
                12.5 + m %% 7, 40, 0.2, 0.9, 3e8, 4e8, 120.5, 200, 0.1, 2, 30, 55
            from generate_series(0, %d) m, generate_series(1, %d) n\
            """.formatted(MINUTES - 1, PLACEMENTS));
        sql("vacuum (analyze) health_sample_minute");
    }

    @AfterEach
    void close() {
        stored.close();
    }

    @Test
    void minutesOfADayShouldTakeNoMoreThanDocumented() {
        var bytes = number("select pg_total_relation_size('health_sample_minute_20261122')") / PLACEMENTS;

        assertThat(bytes).as("bytes per placement and day").isLessThan(400_000);
    }

    @Test
    void hoursOfADayShouldTakeNoMoreThanDocumented() {
        sql("""
            insert into health_sample_hour
            select timestamptz '2026-11-22 00:00:00Z' + h * interval '1 hour', n, 720, 0, 720, 0, 2, 2, 2, 0, 0,
                12.5 + h %% 7, 40, 0.2, 0.9, 3e8, 4e8, 120.5, 200, 0.1, 2, 30, 55, (1::bigint << 60) - 1
            from generate_series(0, 23) h, generate_series(1, %d) n\
            """.formatted(PLACEMENTS));

        var bytes = number("select pg_relation_size('health_sample_hour_20261101')"
                        + " + pg_indexes_size('health_sample_hour_20261101')")
                / PLACEMENTS;

        assertThat(bytes).as("bytes per placement and day").isLessThan(6_500);
    }

    /** Pages, not time: they are the same on every machine. */
    @Test
    void readingOnePlacementShouldNotCostMoreBecauseThereAreOthers() {
        var plan = text("explain (analyze, buffers, format text) "
                + SampleSql.read(Grain.MINUTE)
                        .replace(":project", "'demo'")
                        .replace(":environment", "'dev'")
                        .replace(":service", "'s7'")
                        .replace(":step", "300")
                        .replace(":from", "timestamptz '2026-11-22 06:00:00Z'")
                        .replace(":until", "timestamptz '2026-11-22 12:00:00Z'"));

        assertThat(plan)
                .containsPattern("Index Only Scan.* using health_sample_minute_20261122_pkey")
                .doesNotContain("Seq Scan on health_sample");
    }

    private void sql(String text) {
        stored.client.sql(text).then().block();
    }

    private long number(String sql) {
        return Objects.requireNonNull(
                stored.client.sql(sql).mapValue(Long.class).one().block());
    }

    private String text(String sql) {
        return String.join(
                "\n",
                Objects.requireNonNull(stored.client
                        .sql(sql)
                        .mapValue(String.class)
                        .all()
                        .collectList()
                        .block()));
    }
}
