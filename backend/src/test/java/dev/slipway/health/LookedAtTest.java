package dev.slipway.health;

import static dev.slipway.health.Sights.WEB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.target.PlacementKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which placements somebody looked at shortly before a moment. */
class LookedAtTest {

    private static final PlacementKey API = new PlacementKey("demo", "dev", "api");
    private static final HistorySettings SETTINGS =
            new HistorySettings(Duration.ofDays(2), Duration.ofDays(60), Duration.ofDays(800), Duration.ofDays(400));

    private final Stored stored = new Stored();
    private final PastLooks looks = new PastLooks(stored.chronicle.samples());

    @AfterEach
    void close() {
        stored.close();
    }

    @Test
    void aLookShouldTellOfTheMinuteItWasTakenInAndOfFiveFromItsBegin() {
        looks.at(WEB, at("2026-11-20T10:20:40Z"));

        assertThat(lookedAt("2026-11-20T10:19:59Z")).isEmpty();
        assertThat(lookedAt("2026-11-20T10:20:00Z")).containsExactly(WEB);
        assertThat(lookedAt("2026-11-20T10:24:59Z")).containsExactly(WEB);
        assertThat(lookedAt("2026-11-20T10:25:00Z")).isEmpty();
    }

    @Test
    void aLookShouldTellOfTheHourThatFollows() {
        looks.at(WEB, at("2026-11-20T09:58:00Z"));
        looks.at(API, at("2026-11-20T09:57:00Z"));

        assertThat(lookedAt("2026-11-20T10:01:59Z")).containsExactlyInAnyOrder(WEB, API);
        assertThat(lookedAt("2026-11-20T10:02:00Z")).containsExactly(WEB);
        assertThat(lookedAt("2026-11-20T10:02:59Z")).containsExactly(WEB);
        assertThat(lookedAt("2026-11-20T10:03:00Z")).isEmpty();
    }

    /** Whose hours are in the partition of the month before. */
    @Test
    void aLookShouldTellOfTheMonthThatFollows() {
        looks.at(WEB, at("2026-10-31T23:58:00Z"));

        assertThat(lookedAt("2026-11-01T00:02:59Z")).containsExactly(WEB);
        assertThat(lookedAt("2026-11-01T00:03:00Z")).isEmpty();

        looks.at(WEB, at("2026-11-01T00:07:00Z"));

        assertThat(lookedAt("2026-11-01T00:06:59Z")).isEmpty();
        assertThat(lookedAt("2026-11-01T00:07:00Z")).containsExactly(WEB);
    }

    @Test
    void nothingShouldBeKnownOfAGapWithinAnHour() {
        for (var minute = 0; minute < 60; minute++) {
            if (minute < 10 || minute >= 30) {
                looks.at(WEB, at("2026-11-20T10:00:00Z").plus(Duration.ofMinutes(minute)));
            }
        }

        assertThat(lookedAt("2026-11-20T10:13:59Z")).containsExactly(WEB);
        assertThat(lookedAt("2026-11-20T10:14:00Z")).isEmpty();
        assertThat(lookedAt("2026-11-20T10:29:59Z")).isEmpty();
        assertThat(lookedAt("2026-11-20T10:30:00Z")).containsExactly(WEB);
        assertThat(lookedAt("2026-11-20T11:03:59Z")).containsExactly(WEB);
        assertThat(lookedAt("2026-11-20T11:04:00Z")).isEmpty();
    }

    @Test
    void aLookThatSawNothingShouldBeALook() {
        looks.inVain(WEB, at("2026-11-20T10:20:00Z"));

        assertThat(lookedAt("2026-11-20T10:21:00Z")).containsExactly(WEB);
    }

    @Test
    void placementsOfOtherProjectsShouldBeLeftOut() {
        looks.at(new PlacementKey("other", "dev", "web"), at("2026-11-20T10:20:00Z"));

        assertThat(lookedAt("2026-11-20T10:21:00Z")).isEmpty();
    }

    @Test
    void theMinuteShouldBeToldWhenMinutesAreNotKeptAnyMore() {
        looks.at(WEB, at("2026-10-02T10:20:00Z"));

        assertThat(lookedAt("2026-10-02T10:24:00Z")).containsExactly(WEB);
        assertThat(lookedAt("2026-10-02T10:26:00Z")).isEmpty();
    }

    @Test
    void anHourOfWhichNoMinuteWasNotedShouldCountWhole() {
        looks.at(WEB, at("2026-10-02T10:20:00Z"));
        stored.client.sql("update health_sample_hour set minutes = 0").then().block();

        assertThat(lookedAt("2026-10-02T09:59:59Z")).isEmpty();
        assertThat(lookedAt("2026-10-02T10:00:00Z")).containsExactly(WEB);
        assertThat(lookedAt("2026-10-02T11:59:59Z")).containsExactly(WEB);
        assertThat(lookedAt("2026-10-02T12:00:00Z")).isEmpty();
    }

    @Test
    void theDayShouldBeToldWhenHoursAreNotKeptAnyMore() {
        looks.at(WEB, at("2026-06-02T10:20:00Z"));

        assertThat(lookedAt("2026-06-01T23:59:59Z")).isEmpty();
        assertThat(lookedAt("2026-06-02T00:00:00Z")).containsExactly(WEB);
        assertThat(lookedAt("2026-06-03T23:59:59Z")).containsExactly(WEB);
        assertThat(lookedAt("2026-06-04T00:00:00Z")).isEmpty();
    }

    private List<PlacementKey> lookedAt(String moment) {
        var now = Clock.fixed(at("2026-11-22T12:00:00Z"), ZoneOffset.UTC);
        return new StoredHistory(stored.looks, stored.chronicle, SETTINGS, now)
                .lookedAt("demo", at(moment))
                .collectList()
                .blockOptional()
                .orElseThrow();
    }

    private static Instant at(String moment) {
        return Instant.parse(moment);
    }
}
