package dev.slipway.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.catalog.Project;
import dev.slipway.catalog.Service;
import dev.slipway.delivery.WrittenHistory.Ended;
import dev.slipway.testing.Postgres;
import dev.slipway.web.InvalidInput;
import io.r2dbc.pool.ConnectionPool;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a figure of a pipeline tells, and the jobs behind it, are the same. */
class PipelineRunsTest {

    private static final Instant MONDAY = Instant.parse("2026-11-02T00:00:00Z");
    private static final LocalDate FIRST = LocalDate.parse("2026-11-02");
    private static final Window TEN_DAYS = new Window(MONDAY, MONDAY.plus(Duration.ofDays(10)));

    private ConnectionPool pool;
    private WrittenHistory history;
    private PipelineTrends trends;
    private PipelineRuns runs;

    @BeforeEach
    void connect() {
        var database = Postgres.migrated();
        pool = database.pool(2);
        history = new WrittenHistory(database.dataSource());
        trends = new PipelineTrends(database.client(pool));
        runs = new PipelineRuns(database.client(pool));
        history.deployed("prod", "web", "1.0", hours(1));
        history.write(new Ended("deploy", "prod", "web", "1.1", hours(2))
                .step("deploy", "SUCCEEDED", 10)
                .step("verify", "SUCCEEDED", 1)
                .verdict("SUCCEEDED"));
        history.deployed("prod", "worker", "1.0", hours(30));
        history.deployed("dev", "web", "1.1", hours(31));
        history.write(new Ended("deploy", "prod", "web", "1.2", hours(32))
                .step("deploy", "SUCCEEDED", 90)
                .step("verify", "FAILED", 1)
                .outcome("FAILED"));
        history.write(new Ended("restart", "prod", "web", null, hours(33)).step("force-update", "SUCCEEDED", 50));
    }

    @AfterEach
    void disconnect() {
        pool.dispose();
    }

    @Test
    void jobsBehindAPipelineShouldBeItsSuccessfulOnesWithTheLongestFirst() {
        var behind = behind(query("prod", null), null, null);

        assertThat(numbers(behind)).containsExactly(2L, 3L, 1L);
        assertThat(behind.total()).isEqualTo(3);
        assertThat(behind.runs().getFirst())
                .isEqualTo(new RunsBehind.Run(
                        2, "prod", List.of("web"), null, null, hours(2).plus(minutes(11)), minutes(11)));
    }

    @Test
    void jobsBehindAPointShouldBeThoseOfItsDay() {
        assertThat(numbers(behind(query("prod", null), null, FIRST))).containsExactly(2L, 1L);
        assertThat(numbers(behind(query("prod", null), null, FIRST.plusDays(1))))
                .containsExactly(3L);
        assertThat(behind(query("prod", null), null, FIRST.plusDays(2)).total()).isZero();
    }

    @Test
    void jobsBehindAStepShouldBeThoseThatRanIt() {
        var behind = behind(query("prod", "web"), "deploy", null);

        assertThat(behind.runs())
                .containsExactly(
                        new RunsBehind.Run(
                                2, "prod", List.of("web"), "web", "deploy", hours(2).plus(minutes(11)), minutes(10)),
                        new RunsBehind.Run(
                                1, "prod", List.of("web"), "web", "deploy", hours(1).plus(minutes(3)), minutes(2)));
    }

    @Test
    void eachFigureShouldCountTheJobsBehindIt() {
        for (var environment : new String[] {"prod", "dev", null}) {
            var query = query(environment, null);
            var told = Objects.requireNonNull(trends.within(query.project(), TEN_DAYS, environment, ServiceChoice.ANY)
                    .block());
            assertThat(told).isNotEmpty();
            for (var trend : told) {
                assertThat(of(query, trend.pipeline(), null, null).total()).isEqualTo(trend.jobs());
                trend.times()
                        .forEach(point -> assertThat(of(query, trend.pipeline(), null, point.from())
                                        .total())
                                .isEqualTo(point.jobs()));
                trend.slowest().forEach(step -> {
                    var behind = of(query, trend.pipeline(), step.step(), null);
                    assertThat(behind.total()).isEqualTo(step.runs());
                    assertThat(behind.runs().getFirst().took()).isEqualTo(step.longest());
                });
            }
        }
    }

    @Test
    void teamShouldBeAskedForByItsServices() {
        var front = team("front");
        var nobody = team(Delivery.NOBODY);

        assertThat(numbers(runs(front))).containsExactly(2L, 1L);
        assertThat(numbers(runs(nobody))).containsExactly(3L);
        assertThat(numbers(runs(team("nowhere")))).isEmpty();
        assertThat(numbers(
                        runs(ServiceChoice.of(shop(), new DeliveryQuery("shop", TEN_DAYS, "prod", "worker", "front")))))
                .isEmpty();
    }

    @Test
    void pointShouldBeAWeekWhereTheWindowIsLongAndNoMoreThanIsAsked() {
        var weeks = new Window(MONDAY.minus(Duration.ofDays(33)), MONDAY.plus(Duration.ofDays(3)));

        assertThat(Buckets.around(FIRST.plusDays(1), weeks)).isEqualTo(new Window(MONDAY, weeks.until()));
        assertThat(Buckets.around(FIRST.minusDays(33), weeks).from()).isEqualTo(weeks.from());
        assertThatThrownBy(() -> Buckets.around(FIRST.plusDays(4), weeks)).isInstanceOf(InvalidInput.class);
        assertThatThrownBy(() -> Buckets.around(FIRST.minusDays(60), weeks)).isInstanceOf(InvalidInput.class);
        assertThatThrownBy(() -> Buckets.around(FIRST.plusDays(10), TEN_DAYS)).isInstanceOf(InvalidInput.class);
    }

    private RunsBehind behind(DeliveryQuery query, @Nullable String step, @Nullable LocalDate on) {
        return of(query, "deploy", step, on);
    }

    private RunsBehind of(DeliveryQuery query, String pipeline, @Nullable String step, @Nullable LocalDate on) {
        var service = query.service();
        return Objects.requireNonNull(runs.of(
                        query,
                        service == null ? ServiceChoice.ANY : ServiceChoice.only(service),
                        new RunsAsked(pipeline, step, on))
                .block());
    }

    private RunsBehind runs(ServiceChoice services) {
        return Objects.requireNonNull(runs.of(query("prod", null), services, new RunsAsked("deploy", null, null))
                .block());
    }

    private static ServiceChoice team(String team) {
        return ServiceChoice.of(shop(), new DeliveryQuery("shop", TEN_DAYS, "prod", null, team));
    }

    /** The worker is no longer defined. */
    private static Project shop() {
        return new Project(
                "shop", "Shop", 1, List.of(), List.of(new Service("web", "Web", Service.Type.WEB, "front", null)));
    }

    private static DeliveryQuery query(@Nullable String environment, @Nullable String service) {
        return new DeliveryQuery("shop", TEN_DAYS, environment, service, null);
    }

    private static List<Long> numbers(RunsBehind behind) {
        return behind.runs().stream().map(RunsBehind.Run::job).toList();
    }

    private static Instant hours(int hours) {
        return MONDAY.plus(Duration.ofHours(hours));
    }

    private static Duration minutes(int minutes) {
        return Duration.ofMinutes(minutes);
    }
}
