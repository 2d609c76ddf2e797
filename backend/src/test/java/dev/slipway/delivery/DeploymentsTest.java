package dev.slipway.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.slipway.delivery.WrittenHistory.Ended;
import dev.slipway.target.Outcome;
import dev.slipway.testing.Postgres;
import io.r2dbc.pool.ConnectionPool;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Jobs as they are stored, and what they come to. */
class DeploymentsTest {

    private static final Instant MONDAY = Instant.parse("2026-11-02T00:00:00Z");

    private ConnectionPool pool;
    private WrittenHistory history;
    private Deployments deployments;
    private Verifications verifications;
    private PipelineTrends trends;

    @BeforeEach
    void connect() {
        var database = Postgres.migrated();
        pool = database.pool(2);
        var client = database.client(pool);
        history = new WrittenHistory(database.dataSource());
        deployments = new Deployments(client);
        verifications = new Verifications(client);
        trends = new PipelineTrends(client);
    }

    @AfterEach
    void disconnect() {
        pool.dispose();
    }

    /**
     * Ten days: 1.0 is proven; 1.1 is rolled back by its job after 6 minutes; 1.2 fails its verification and 50 minutes
     * after that deployment began 1.3 is proven; 1.4 is proven and undone by hand; of 1.5 nobody can tell; 1.6 is
     * cancelled. Proven: 1.0, 1.3, 1.4. Failed: 1.1, 1.2, 1.4 of five whose end is known.
     */
    @Test
    void figuresShouldBeThoseComputedByHand() {
        history.release("web", "1.0", hours(1), hours(0));
        history.release("web", "1.3", hours(68), null);
        history.release("web", "1.4", hours(90), hours(80));
        history.deployed("prod", "web", "1.0", hours(10));
        history.write(deploy("1.1", hours(24))
                .step("deploy", "FAILED", 6)
                .verdict("ROLLED_BACK")
                .outcome("ROLLED_BACK"));
        history.write(deploy("1.2", hours(72))
                .step("deploy", "SUCCEEDED", 2)
                .step("verify", "FAILED", 10)
                .verdict("SUCCEEDED")
                .outcome("FAILED"));
        history.deployed("prod", "web", "1.3", hours(72).plus(Duration.ofMinutes(47)));
        history.deployed("prod", "web", "1.4", hours(96));
        history.write(new Ended("rollback", "prod", "web", null, hours(100))
                .step("rollback", "SUCCEEDED", 4)
                .step("verify", "SUCCEEDED", 1)
                .verdict("ROLLED_BACK")
                .outcome("ROLLED_BACK"));
        history.write(deploy("1.5", hours(110))
                .step("deploy", "FAILED", 5)
                .verdict("UNKNOWN", "null")
                .outcome("UNKNOWN"));
        history.write(deploy("1.6", hours(120))
                .step("deploy", "CANCELLED", 5)
                .verdict("CANCELLED")
                .outcome("CANCELLED"));

        var figures = figures();

        assertThat(versions(figures.proven())).containsExactly("1.0", "1.3", "1.4");
        assertThat(versions(figures.failed())).containsExactly("1.1", "1.2", "1.4");
        assertThat(versions(figures.unknown())).containsExactly("1.5");
        assertThat(versions(figures.cancelled())).containsExactly("1.6");
        assertThat(figures.perDay()).isCloseTo(0.3, within(0.001));
        assertThat(Objects.requireNonNull(figures.failureRate())).isCloseTo(0.6, within(0.001));
        assertThat(figures.timeToRestore()).isEqualTo(new Spread(3, Duration.ofMinutes(6), Duration.ofMinutes(50)));
        assertThat(figures.open()).isEmpty();
        // 9 h 3 min, 4 h 50 min and 6 h 3 min from release; 10 h 3 min and 16 h 3 min from commit.
        assertThat(figures.leadFromRelease())
                .isEqualTo(new Spread(3, Duration.ofMinutes(363), Duration.ofMinutes(543)));
        assertThat(figures.leadFromCommit()).isEqualTo(new Spread(2, Duration.ofMinutes(783), Duration.ofMinutes(963)));
    }

    @Test
    void successShouldNeedAProofAndNothingThatWentWrong() {
        history.write(deploy("1", hours(1)).step("deploy", "SUCCEEDED", 1));
        history.write(deploy("2", hours(2)).step("deploy", "SUCCEEDED", 1).verdict("SOMETHING NEW"));
        history.write(deploy("3", hours(3))
                .step("pre-check", "IGNORED", 1)
                .step("deploy", "SUCCEEDED", 1)
                .verdict("SUCCEEDED"));
        history.write(deploy("4", hours(4))
                .step("deploy", "SUCCEEDED", 1)
                .step("verify", "IGNORED", 1)
                .verdict("SUCCEEDED"));
        history.write(deploy("5", hours(5))
                .step("deploy", "SUCCEEDED", 1)
                .step("verify", "CANCELLED", 1)
                .verdict("SUCCEEDED")
                .outcome("CANCELLED"));

        assertThat(read())
                .extracting(Deployment::outcome)
                .containsExactly(Outcome.UNKNOWN, Outcome.UNKNOWN, Outcome.UNKNOWN, Outcome.FAILED, Outcome.CANCELLED);
    }

    @Test
    void whatChangedNothingShouldBeNoDeployment() {
        history.write(deploy("1", hours(1)).step("pre-check", "FAILED", 1).outcome("FAILED"));
        history.write(deploy("2", hours(2)).step("deploy", "FAILED", 1).outcome("FAILED"));
        history.write(deploy("3", hours(3))
                .step("deploy", "FAILED", 1)
                .verdict("FAILED", "null")
                .outcome("FAILED"));
        history.write(deploy("4", hours(4)).step("deploy", "SUCCEEDED", 1).dryRun());
        history.write(new Ended("verify", "prod", "web", null, hours(5)).step("verify", "SUCCEEDED", 1));

        assertThat(read()).isEmpty();
    }

    @Test
    void leadTimeShouldBeThatOfTheFirstProof() {
        history.release("web", "1.0", hours(0), hours(0));
        history.release("web", "1.1", hours(20), hours(20));
        history.deployed("prod", "web", "1.0", hours(10));
        history.deployed("prod", "web", "1.1", hours(30));
        history.deployed("prod", "web", "1.0", hours(50));

        assertThat(read()).extracting(Deployment::first).containsExactly(true, true, false);
        assertThat(figures().leadFromRelease().count()).isEqualTo(2);
    }

    @Test
    void failuresInARowShouldBeOneIncidentThatStaysOpenUntilSomethingIsProven() {
        history.deployed("prod", "web", "1.0", hours(1));
        history.write(failed("1.1", hours(10)));
        history.write(failed("1.2", hours(11)));
        history.write(deploy("1.3", hours(12))
                .step("deploy", "FAILED", 1)
                .verdict("UNKNOWN")
                .outcome("UNKNOWN"));

        var open = figures().open();

        assertThat(open).hasSize(1);
        assertThat(open.getFirst().cause().version()).isEqualTo("1.1");
        assertThat(open.getFirst().since()).isEqualTo(hours(10));
        assertThat(figures().timeToRestore().count()).isZero();
        history.deployed("prod", "web", "1.4", hours(14));
        assertThat(figures().timeToRestore().median()).isEqualTo(Duration.ofMinutes(4 * 60 + 3));
    }

    @Test
    void oneServiceShouldNotRestoreAnother() {
        history.write(failed("1.1", hours(10)));
        history.deployed("prod", "worker", "1.0", hours(11));
        history.deployed("staging", "web", "1.1", hours(11));

        assertThat(figures().open()).hasSize(1);
    }

    @Test
    void flakyShouldBeWhatPassesWithoutAChange() {
        history.write(deploy("1.0", hours(1))
                .step("deploy", "SUCCEEDED", 1)
                .step("verify", "FAILED", 1)
                .verdict("SUCCEEDED")
                .outcome("FAILED"));
        history.write(new Ended("verify", "prod", "web", null, hours(2)).step("verify", "SUCCEEDED", 1));
        history.write(deploy("1.1", hours(3))
                .step("deploy", "SUCCEEDED", 1)
                .step("verify", "SUCCEEDED", 2, 1)
                .verdict("SUCCEEDED"));
        history.write(failed("1.2", hours(4)));
        history.write(deploy("1.2", hours(5))
                .step("deploy", "SUCCEEDED", 1)
                .step("verify", "SUCCEEDED", 1)
                .verdict("SUCCEEDED"));

        var ran = Objects.requireNonNull(
                verifications.within("shop", window()).collectList().block());

        assertThat(Flaky.among(ran))
                .extracting(Flaky::failedIn, Flaky::passedIn, Flaky::version)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(1L, 2L, "1.0"),
                        org.assertj.core.groups.Tuple.tuple(3L, 3L, "1.1"));
    }

    @Test
    void trendShouldTellMediansByDayAndTheSlowestSteps() {
        history.deployed("prod", "web", "1.0", hours(1));
        history.write(deploy("1.1", hours(2))
                .step("deploy", "SUCCEEDED", 10)
                .step("verify", "SUCCEEDED", 1)
                .verdict("SUCCEEDED"));
        history.write(failed("1.2", hours(3)));

        var trend = Objects.requireNonNull(trends.within("shop", window(), "prod", ServiceChoice.only("web"))
                        .block())
                .getFirst();

        assertThat(trend.pipeline()).isEqualTo("deploy");
        assertThat(trend.times().getFirst().median()).isEqualTo(Duration.ofMinutes(7));
        assertThat(trend.jobs()).isEqualTo(2);
        assertThat(trend.slowest())
                .containsExactly(
                        new PipelineTrend.SlowStep(
                                "deploy", "deploy", 2, Duration.ofMinutes(6), Duration.ofMinutes(10)),
                        new PipelineTrend.SlowStep(
                                "verify", "verify", 2, Duration.ofMinutes(1), Duration.ofMinutes(1)));
        assertThat(trends.within("shop", window(), "dev", ServiceChoice.ANY).block())
                .isEmpty();
    }

    @Test
    void windowShouldNotIncludeItsEnd() {
        history.deployed("prod", "web", "1.0", MONDAY.minus(Duration.ofMinutes(3)));
        history.deployed("prod", "web", "1.1", MONDAY.plus(Duration.ofDays(10)).minus(Duration.ofMinutes(3)));

        assertThat(versions(read())).containsExactly("1.0");
    }

    private static Ended deploy(String version, Instant started) {
        return new Ended("deploy", "prod", "web", version, started);
    }

    private static Ended failed(String version, Instant started) {
        return deploy(version, started)
                .step("deploy", "SUCCEEDED", 1)
                .step("verify", "FAILED", 1)
                .verdict("SUCCEEDED")
                .outcome("FAILED");
    }

    private static Instant hours(int hours) {
        return MONDAY.plus(Duration.ofHours(hours));
    }

    private static Window window() {
        return new Window(MONDAY, MONDAY.plus(Duration.ofDays(10)));
    }

    private List<Deployment> read() {
        return Objects.requireNonNull(deployments.within("shop", window()).block());
    }

    private Figures figures() {
        return Figures.of(read(), window().days());
    }

    private static List<String> versions(List<Deployment> deployments) {
        return deployments.stream().map(one -> String.valueOf(one.version())).toList();
    }
}
