package dev.slipway.health;

import static dev.slipway.health.Sights.NOON;
import static dev.slipway.health.Sights.WEB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.slipway.target.Health;
import dev.slipway.target.Load;
import dev.slipway.target.PlacementKey;
import dev.slipway.web.InvalidInput;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HistoryTest {

    private static final Duration PERIOD = Duration.ofSeconds(20);

    private final Stored stored = new Stored();

    @AfterEach
    void close() {
        stored.close();
    }

    @Test
    void looksOfAMinuteShouldBecomeOneSample() {
        look(Health.HEALTHY, NOON, 10.0);
        look(Health.HEALTHY, NOON.plusSeconds(20), 30.0);
        look(Health.UNHEALTHY, NOON.plusSeconds(40), 50.0);
        look(Health.HEALTHY, NOON.plusSeconds(60), 5.0);

        var series = series(NOON, NOON.plusSeconds(120), 100);

        assertThat(series.step()).isEqualTo(Duration.ofMinutes(1));
        assertThat(series.samples()).hasSize(2);
        var first = series.samples().getFirst();
        assertThat(first.at()).isEqualTo(NOON);
        assertThat(first.seen()).isEqualTo(new Sample.Seen(3, 2, 0, Health.UNHEALTHY));
        assertThat(latency(first).mean()).isCloseTo(30, within(0.001));
        assertThat(latency(first).high()).isEqualTo(50);
        assertThat(first.measures().cpuCores()).isNull();
    }

    /** Its entry in the index has to fit on a third of a page. */
    @Test
    void changeShouldBeKeptHoweverLongItsReasonIs() {
        var longest = "x" + "漢\uD83D\uDE00".repeat(1_000);

        stored.changes
                .put(new HealthChange(WEB, NOON, Health.UNHEALTHY, "v".repeat(255), null, null, false, false, longest))
                .block();

        assertThat(stored.changes.at(WEB, NOON).block())
                .extracting(HealthChange::note)
                .asString()
                .hasSizeLessThanOrEqualTo(400)
                .startsWith("x漢\uD83D\uDE00漢")
                .endsWith("\uD83D\uDE00漢…");
    }

    @Test
    void minuteUnderWayShouldBeInTheSeries() {
        look(Health.HEALTHY, NOON, 10.0);

        var series = series(NOON.minusSeconds(600), NOON.plusSeconds(30), 100);

        assertThat(series.samples()).extracting(Sample::at).containsExactly(NOON);
    }

    @Test
    void longStretchShouldBeToldInLongerStepsThatAddUpToTheSame() {
        for (var second = 0; second < 3 * 3600; second += 20) {
            look(second < 3600 ? Health.HEALTHY : Health.DEGRADED, NOON.plusSeconds(second), second / 3600.0);
        }

        var hours = series(NOON, NOON.plusSeconds(3 * 3600), 3);
        var minutes = series(NOON, NOON.plusSeconds(3 * 3600), 1000);

        assertThat(hours.step()).isEqualTo(Duration.ofHours(1));
        assertThat(hours.samples()).extracting(sample -> sample.seen().looks()).containsExactly(180, 180, 180);
        assertThat(hours.samples())
                .extracting(sample -> sample.seen().worst())
                .containsExactly(Health.HEALTHY, Health.DEGRADED, Health.DEGRADED);
        assertThat(latency(hours.samples().getFirst()).mean()).isCloseTo(0.497, within(0.001));
        assertThat(minutes.samples()).hasSize(180);
        assertThat(minutes.samples().stream()
                        .mapToInt(sample -> sample.seen().looks())
                        .sum())
                .isEqualTo(540);
    }

    @Test
    void whatNobodySawShouldWeighNothing() {
        look(Health.HEALTHY, NOON, 10.0);
        stored.keep(new Look(WEB, NOON.plusSeconds(20), PERIOD, 1, "connection refused", null, null), 1);
        look(Health.HEALTHY, NOON.plusSeconds(3600), 20.0);

        var sample = series(NOON, NOON.plusSeconds(3600), 1).samples().getFirst();

        assertThat(sample.seen()).isEqualTo(new Sample.Seen(2, 1, 1, Health.UNKNOWN));
        assertThat(latency(sample).mean()).isEqualTo(10);
        assertThat(sample.instances().least()).isEqualTo(1);
    }

    @Test
    void minuteThatIsWrittenAgainShouldCountOnce() {
        look(Health.HEALTHY, NOON, 10.0);
        var minute = Objects.requireNonNull(
                stored.looks.latest(WEB).map(Kept::gathered).block());
        look(Health.HEALTHY, NOON.plusSeconds(60), 10.0);

        stored.chronicle.samples().put(WEB, minute, NOON.plusSeconds(61)).block();

        var day = stored.client
                .sql("select looks from health_sample_day")
                .mapValue(Integer.class)
                .all()
                .collectList()
                .block();
        assertThat(day).containsExactly(1);
    }

    @Test
    void gridShouldBeToldAsItWasAtAnyMoment() {
        look(Health.HEALTHY, NOON, 10.0);
        look(Health.UNHEALTHY, NOON.plusSeconds(600), 10.0);
        stored.looks.forget(WEB, NOON.plusSeconds(1200)).block();

        assertThat(healthAt(NOON.minusSeconds(1))).isEmpty();
        assertThat(healthAt(NOON)).containsExactly(Health.HEALTHY);
        assertThat(healthAt(NOON.plusSeconds(599))).containsExactly(Health.HEALTHY);
        assertThat(healthAt(NOON.plusSeconds(600))).containsExactly(Health.UNHEALTHY);
        assertThat(healthAt(NOON.plusSeconds(1200))).isEmpty();
    }

    @Test
    void stateShouldTellDigestAndCounts() {
        look(Health.HEALTHY, NOON, 10.0);

        var state =
                Objects.requireNonNull(history().at("demo", NOON).collectList().block());

        assertThat(state).singleElement().satisfies(one -> {
            assertThat(one.digest())
                    .isEqualTo(Sights.of(Health.HEALTHY, "1.0.0", NOON).digest());
            assertThat(one.counts()).isEqualTo(new HealthChange.Counts(1, 1, 0));
        });
    }

    @Test
    void changesBetweenTwoMomentsShouldLeaveOutTheFirst() {
        look(Health.HEALTHY, NOON, 10.0);
        look(Health.UNHEALTHY, NOON.plusSeconds(60), 10.0);
        look(Health.HEALTHY, NOON.plusSeconds(120), 10.0);

        assertThat(history()
                        .changes("demo", NOON, NOON.plusSeconds(60))
                        .collectList()
                        .block())
                .extracting(HealthChange::health)
                .containsExactly(Health.UNHEALTHY);
        assertThat(series(NOON.plusSeconds(90), NOON.plusSeconds(180), 10).states())
                .extracting(HealthChange::health)
                .containsExactly(Health.UNHEALTHY, Health.HEALTHY);
    }

    @Test
    void stretchWithoutLengthShouldBeRefused() {
        assertThatThrownBy(() -> history().samples(WEB, NOON, NOON, 10).block()).isInstanceOf(InvalidInput.class);
    }

    @Test
    void whatIsTooOldShouldBeForgottenButForTheStateThatHeld() {
        var settings =
                new HistorySettings(Duration.ofHours(2), Duration.ofDays(2), Duration.ofDays(800), Duration.ofDays(1));
        look(Health.HEALTHY, NOON, 10.0);
        look(Health.UNHEALTHY, NOON.plusSeconds(60), 10.0);
        var muchLater = NOON.plus(Duration.ofDays(60));

        var retention = new Retention(
                stored.partitions, stored.changes, settings, new NoQueue(), Clock.fixed(muchLater, ZoneOffset.UTC));
        retention.run("all", Sights.LEASE);

        assertThat(partitionsOf("health_sample_minute"))
                .allMatch(name -> name.compareTo("health_sample_minute_2027") > 0);
        assertThat(partitionsOf("health_sample_hour")).noneMatch(name -> name.endsWith("20261101"));
        assertThat(partitionsOf("health_sample_day")).contains("health_sample_day_20260101");
        assertThat(stored.changes.newest(WEB, 10).collectList().block())
                .extracting(HealthChange::health)
                .containsExactly(Health.UNHEALTHY);
    }

    @Test
    void placementOfAnotherNameShouldNotBeMixedIn() {
        look(Health.HEALTHY, NOON, 10.0);
        look(Health.HEALTHY, NOON.plusSeconds(60), 10.0);

        var other = history()
                .samples(new PlacementKey("demo", "dev", "other"), NOON, NOON.plusSeconds(120), 10)
                .block();

        assertThat(Objects.requireNonNull(other).samples()).isEmpty();
    }

    private void look(Health health, Instant at, Double latency) {
        var seen = Sights.of(health, "1.0.0", at).with(new Load(latency, null, null, null, null));
        stored.keep(Look.answered(WEB, at, new Sighting.Seen(seen, List.of()), PERIOD), 1);
    }

    private Series series(Instant from, Instant until, int most) {
        return Objects.requireNonNull(history().samples(WEB, from, until, most).block());
    }

    private List<Health> healthAt(Instant moment) {
        return Objects.requireNonNull(history()
                .at("demo", moment)
                .map(HealthChange::health)
                .collectList()
                .block());
    }

    private History history() {
        return new StoredHistory(
                stored.looks,
                stored.chronicle,
                new HistorySettings(
                        Duration.ofDays(2), Duration.ofDays(60), Duration.ofDays(800), Duration.ofDays(400)),
                Clock.fixed(NOON.plusSeconds(4 * 3600), ZoneOffset.UTC));
    }

    private List<String> partitionsOf(String table) {
        return Objects.requireNonNull(stored.client
                .sql("select inhrelid::regclass::text from pg_inherits where inhparent = cast(:table as regclass)")
                .bind("table", table)
                .mapValue(String.class)
                .all()
                .collectList()
                .block());
    }

    private static Sample.Measure latency(Sample sample) {
        return Objects.requireNonNull(sample.measures().latencyMillis());
    }
}
