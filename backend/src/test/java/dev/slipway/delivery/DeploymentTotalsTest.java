package dev.slipway.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.delivery.DeploymentTotals.Total;
import dev.slipway.delivery.WrittenHistory.Ended;
import dev.slipway.testing.Postgres;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.r2dbc.pool.ConnectionPool;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

/** Totals that go on after a restart and are counted once by however many replicas. */
class DeploymentTotalsTest {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    private ConnectionPool pool;
    private WrittenHistory history;
    private DeploymentTotals one;
    private DeploymentTotals other;

    @BeforeEach
    void connect() {
        var database = Postgres.migrated();
        pool = database.pool(8);
        history = new WrittenHistory(database.dataSource());
        one = new DeploymentTotals(database.client(pool), database.transactions(pool));
        other = new DeploymentTotals(database.client(pool), database.transactions(pool));
    }

    @AfterEach
    void disconnect() {
        pool.dispose();
    }

    @Test
    void eachDeploymentShouldCountOnce() {
        history.release("web", "1.0", NOON.minusSeconds(3600), null);
        history.deployed("prod", "web", "1.0", NOON);
        history.deployed("prod", "web", "1.0", NOON.plusSeconds(600));
        one.count().block();
        other.count().block();
        history.write(new Ended("deploy", "prod", "web", "1.1", NOON.plusSeconds(1200))
                .step("deploy", "FAILED", 4)
                .verdict("ROLLED_BACK")
                .outcome("ROLLED_BACK"));
        other.count().block();
        one.count().block();

        assertThat(all())
                .containsExactly(
                        new Total("shop", "prod", "web", "ROLLED_BACK", 1, Duration.ofMinutes(4), 0, Duration.ZERO),
                        new Total(
                                "shop",
                                "prod",
                                "web",
                                "SUCCEEDED",
                                2,
                                Duration.ofMinutes(6),
                                1,
                                Duration.ofMinutes(63)));
    }

    @Test
    void replicasThatCountAtOnceShouldCountOnce() {
        for (var i = 0; i < 20; i++) {
            history.deployed("dev", "web", "1." + i, NOON.plusSeconds(i * 600L));
        }

        Flux.range(0, 24)
                .flatMap(i -> i % 2 == 0 ? one.count() : other.count(), 6)
                .then(one.count())
                .block();

        assertThat(all()).extracting(Total::deployments).containsExactly(20L);
    }

    /** A job keeps the time of its end while the database does not take it. */
    @Test
    void jobThatWasWrittenLateShouldCount() {
        history.deployed("dev", "web", "1.1", NOON);
        one.count().block();
        history.deployed("dev", "web", "1.0", NOON.minusSeconds(600));
        one.count().block();

        assertThat(all()).extracting(Total::deployments).containsExactly(2L);
    }

    @Test
    void whatIsTooManyShouldBeAddedUp() {
        var all = List.of(total("a", 1), total("b", 2), total("c", 4));

        assertThat(DeploymentMetrics.bounded(all, 3)).isEqualTo(all);
        assertThat(DeploymentMetrics.bounded(all, 1))
                .extracting(Total::service, Total::deployments)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("a", 1L), org.assertj.core.groups.Tuple.tuple("other", 6L));
    }

    @Test
    void metersShouldTellTheTotalsAndGoWithTheProject() {
        var registry = new SimpleMeterRegistry();
        var metrics = new DeploymentMetrics(one, registry);

        metrics.show(List.of(total("web", 3)));
        metrics.show(List.of(total("web", 5)));

        var counter = registry.get("slipway.deployments")
                .tags("project", "shop", "environment", "prod", "service", "web", "outcome", "succeeded")
                .functionCounter();
        assertThat(counter.count()).isEqualTo(5);
        assertThat(registry.get("slipway.deployment.duration").functionTimer().count())
                .isEqualTo(5);
        metrics.show(List.of());
        assertThat(registry.getMeters()).isEmpty();
    }

    private static Total total(String service, long deployments) {
        return new Total("shop", "prod", service, "SUCCEEDED", deployments, Duration.ZERO, 0, Duration.ZERO);
    }

    private List<Total> all() {
        return Objects.requireNonNull(one.all().collectList().block());
    }
}
