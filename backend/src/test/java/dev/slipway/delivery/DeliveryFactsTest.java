package dev.slipway.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.delivery.WrittenHistory.Ended;
import dev.slipway.testing.Postgres;
import io.r2dbc.pool.ConnectionPool;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;

/** Figures are the same whether they are read from jobs or from the facts that were made of them. */
class DeliveryFactsTest {

    private static final Instant MONDAY = Instant.parse("2026-11-02T00:00:00Z");
    private static final Window WEEK = new Window(MONDAY.plus(Duration.ofDays(1)), MONDAY.plus(Duration.ofDays(8)));

    private ConnectionPool pool;
    private DatabaseClient client;
    private WrittenHistory history;
    private DeliveryFacts one;
    private DeliveryFacts other;

    @BeforeEach
    void connect() {
        var database = Postgres.migrated();
        pool = database.pool(8);
        client = database.client(pool);
        history = new WrittenHistory(database.dataSource());
        one = new DeliveryFacts(client, database.transactions(pool));
        other = new DeliveryFacts(client, database.transactions(pool));
    }

    @AfterEach
    void disconnect() {
        pool.dispose();
    }

    /** All that figures are computed from. */
    private record Told(
            List<Deployment> deployments,
            List<Deployment> newest,
            List<Verifications.Ran> verifications,
            List<PipelineTrend> trends,
            List<PipelineTrend> trendsOfWeb) {}

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void factsShouldTellWhatTheJobsTell(long seed) {
        var random = new Random(seed);
        // Jobs are not written in the order in which they ended, and some releases are registered after their
        // deployment.
        for (var i = 0; i < 80; i++) {
            write(random);
            if (random.nextInt(8) == 0) {
                (random.nextBoolean() ? one : other).make().block();
            }
        }
        var mixed = told();
        one.make().block();
        var made = told();
        assertThat(rows("delivery_due")).isZero();
        forget();
        var jobs = told();

        assertThat(jobs.deployments()).hasSizeGreaterThan(20);
        assertThat(jobs.verifications()).hasSizeGreaterThan(20);
        assertThat(jobs.trends()).isNotEmpty();
        assertThat(made).isEqualTo(jobs);
        assertThat(withoutFirst(mixed)).isEqualTo(withoutFirst(jobs));
    }

    @Test
    void eachJobShouldBeToldOnceHoweverManyReplicasMakeFacts() {
        for (var i = 0; i < 20; i++) {
            history.deployed("dev", "web", "1." + i, MONDAY.plus(Duration.ofHours(30 + i)));
        }
        var jobs = told();

        Flux.range(0, 16)
                .flatMap(i -> i % 2 == 0 ? one.make() : other.make(), 8)
                .blockLast();
        one.make().block();

        assertThat(told()).isEqualTo(jobs);
        assertThat(rows("delivery_deployment")).isEqualTo(20);
        assertThat(rows("delivery_due")).isZero();
    }

    @Test
    void proofThatIsWrittenLateShouldTakeAwayThatALaterOneWasFirst() {
        history.deployed("prod", "web", "1.0", MONDAY.plus(Duration.ofDays(3)));
        one.make().block();
        history.deployed("prod", "web", "1.0", MONDAY.plus(Duration.ofDays(2)));
        one.make().block();

        assertThat(told().deployments()).extracting(Deployment::first).containsExactly(true, false);
    }

    @Test
    void dryRunShouldNotBeDue() {
        history.write(new Ended("deploy", "prod", "web", "1.0", MONDAY.plus(Duration.ofDays(2)))
                .step("deploy", "SUCCEEDED", 1)
                .dryRun());

        assertThat(rows("delivery_due")).isZero();
    }

    @Test
    void projectThatIsGoneShouldTakeItsFactsAlong() {
        history.deployed("prod", "web", "1.0", MONDAY.plus(Duration.ofDays(2)));
        one.make().block();
        history.deployed("prod", "web", "1.1", MONDAY.plus(Duration.ofDays(3)));
        client.sql("delete from job").then().block();
        client.sql("delete from project").then().block();
        one.make().block();

        assertThat(rows("delivery_deployment") + rows("delivery_verification") + rows("delivery_step"))
                .isZero();
        assertThat(rows("delivery_due")).isZero();
    }

    private void write(Random random) {
        var service = pick(random, "web", "worker", "api");
        var environment = pick(random, "staging", "prod");
        var version = "1." + random.nextInt(12);
        var started = MONDAY.plus(Duration.ofMinutes(random.nextInt(10 * 24 * 60)));
        if (random.nextInt(3) == 0 && isNew(service, version)) {
            history.release(
                    service,
                    version,
                    started.minus(Duration.ofHours(random.nextInt(30))),
                    random.nextBoolean() ? started.minus(Duration.ofHours(40)) : null);
        }
        if (random.nextBoolean()) {
            history.deployed(environment, service, version, started);
            return;
        }
        var kind = pick(random, "deploy", "deploy", "rollback", "force-update", "verify");
        var job = new Ended(
                kind.equals("verify") ? "check" : "deploy",
                environment,
                service,
                random.nextInt(9) == 0 ? null : version,
                started);
        job.step("pre-check", pick(random, "SUCCEEDED", "SUCCEEDED", "FAILED", "IGNORED"), 1);
        job.step(kind, pick(random, "SUCCEEDED", "SUCCEEDED", "FAILED", "CANCELLED"), 1 + random.nextInt(2), 2);
        if (!kind.equals("verify") && random.nextBoolean()) {
            job.step("verify", pick(random, "SUCCEEDED", "FAILED", "IGNORED"), 1 + random.nextInt(3), 1);
        }
        if (random.nextInt(5) > 0) {
            job.verdict(pick(random, "SUCCEEDED", "SUCCEEDED", "ROLLED_BACK", "FAILED", "CANCELLED", "NEW"));
        }
        job.outcome(pick(random, "SUCCEEDED", "SUCCEEDED", "ROLLED_BACK", "FAILED", "CANCELLED", "UNKNOWN"));
        history.write(job);
    }

    private boolean isNew(String service, String version) {
        return Objects.requireNonNull(client.sql("select version from release where service = :s and version = :v")
                        .bind("s", service)
                        .bind("v", version)
                        .mapValue(String.class)
                        .all()
                        .collectList()
                        .block())
                .isEmpty();
    }

    private static String pick(Random random, String... words) {
        return words[random.nextInt(words.length)];
    }

    private Told told() {
        var deployments = new Deployments(client);
        var trends = new PipelineTrends(client);
        return new Told(
                Objects.requireNonNull(
                        deployments.within(WrittenHistory.PROJECT, WEEK).block()),
                Objects.requireNonNull(deployments
                        .newest(WrittenHistory.PROJECT, WEEK, 7)
                        .collectList()
                        .block()),
                Objects.requireNonNull(new Verifications(client)
                        .within(WrittenHistory.PROJECT, WEEK)
                        .collectList()
                        .block()),
                Objects.requireNonNull(trends.within(WrittenHistory.PROJECT, WEEK, null, ServiceChoice.ANY)
                        .block()),
                Objects.requireNonNull(trends.within(WrittenHistory.PROJECT, WEEK, "prod", ServiceChoice.only("web"))
                        .block()));
    }

    /** Until its facts are made, a proof that was written late changes only what is read from jobs. */
    private static Told withoutFirst(Told told) {
        return new Told(
                told.deployments().stream().map(DeliveryFactsTest::withoutFirst).toList(),
                told.newest().stream().map(DeliveryFactsTest::withoutFirst).toList(),
                told.verifications(),
                told.trends(),
                told.trendsOfWeb());
    }

    private static Deployment withoutFirst(Deployment one) {
        return new Deployment(
                one.id(),
                one.job(),
                one.pipeline(),
                one.environment(),
                one.service(),
                one.version(),
                one.kind(),
                one.outcome(),
                one.began(),
                one.ended(),
                one.registered(),
                one.committed(),
                false);
    }

    /** As if the tables had just been made: all is due. */
    private void forget() {
        client.sql("delete from delivery_deployment").then().block();
        client.sql("delete from delivery_verification").then().block();
        client.sql("delete from delivery_step").then().block();
        client.sql("insert into delivery_due (project, ended_at, job_id) select project, ended_at, id from job")
                .then()
                .block();
    }

    private long rows(String table) {
        return Objects.requireNonNull(client.sql("select count(*) from " + table)
                .mapValue(Long.class)
                .one()
                .block());
    }
}
