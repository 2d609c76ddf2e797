package dev.slipway.health;

import static dev.slipway.health.Sights.NOON;
import static dev.slipway.health.Sights.WEB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.target.Deviation;
import dev.slipway.target.Health;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LooksTest {

    private final Stored stored = new Stored();
    private final Looks looks = stored.looks;

    @AfterEach
    void close() {
        stored.close();
    }

    @Test
    void lookShouldComeBackAsItWasKept() {
        var look = look(Health.HEALTHY, "1.0.0", NOON);

        stored.keep(look, 1);

        assertThat(looks.latest(WEB).map(Kept::look).block()).isEqualTo(look);
    }

    @Test
    void targetThatNeverAnsweredShouldBeKeptWithoutASight() {
        var look = new Look(WEB, NOON, Duration.ofSeconds(5), 1, "connection refused", null, null);

        stored.keep(look, 1);

        assertThat(looks.latest(WEB).map(Kept::look).block()).isEqualTo(look);
    }

    @Test
    void onlyChangesShouldBeToldAndRemembered() {
        stored.keep(look(Health.HEALTHY, "1.0.0", NOON), 1);
        stored.keep(look(Health.HEALTHY, "1.0.0", NOON.plusSeconds(5)), 1);
        stored.keep(look(Health.UNHEALTHY, "1.0.0", NOON.plusSeconds(10)), 1);

        assertThat(stored.signals.sent).containsExactly("health demo/dev/web", "health demo/dev/web");
        assertThat(stored.changes.newest(WEB, 10).collectList().block())
                .extracting(HealthChange::health)
                .containsExactly(Health.UNHEALTHY, Health.HEALTHY);
    }

    @Test
    void observerThatLostItsPlaceShouldNotOverwriteItsSuccessor() {
        stored.keep(look(Health.UNHEALTHY, "1.1.0", NOON.plusSeconds(5)), 2);

        stored.keep(look(Health.HEALTHY, "1.0.0", NOON), 1);

        assertThat(looks.latest(WEB).map(Kept::look).map(Look::health).block()).isEqualTo(Health.UNHEALTHY);
        assertThat(stored.changes.newest(WEB, 10).collectList().block()).hasSize(1);
    }

    @Test
    void forgottenPlacementShouldLeaveItsHistoryOnly() {
        stored.keep(look(Health.HEALTHY, "1.0.0", NOON), 1);

        looks.forget(WEB, NOON.plusSeconds(60)).block();

        assertThat(looks.latest(WEB).block()).isNull();
        assertThat(stored.changes.newest(WEB, 10).collectList().block())
                .extracting(HealthChange::gone)
                .containsExactly(true, false);
    }

    @Test
    void driftShouldBeKeptWithItsBeginningUntilItIsOver() {
        var drift = List.of(new Deviation("digest", "a", "b", "somebody", List.of("more")));
        stored.keep(look(Health.HEALTHY, "1.0.0", NOON), 1);
        stored.keep(drifting(NOON.plusSeconds(5), drift), 1);
        stored.keep(drifting(NOON.plusSeconds(10), drift), 1);
        stored.keep(drifting(NOON.plusSeconds(15), null), 1);

        assertThat(looks.latest(WEB).mapNotNull(Kept::drift).block()).isEqualTo(new Drift(NOON.plusSeconds(5), drift));

        stored.keep(drifting(NOON.plusSeconds(20), List.of()), 1);

        assertThat(looks.latest(WEB).mapNotNull(Kept::drift).block()).isNull();
        assertThat(stored.changes.newest(WEB, 10).collectList().block())
                .extracting(HealthChange::drifted)
                .containsExactly(false, true, false);
    }

    private static Look drifting(Instant at, @Nullable List<Deviation> drift) {
        return Look.answered(
                WEB, at, new Sighting.Seen(Sights.of(Health.HEALTHY, "1.0.0", at), drift), Duration.ofSeconds(5));
    }

    private static Look look(Health health, String version, Instant at) {
        return Look.answered(WEB, at, Sights.seen(health, version, at), Duration.ofSeconds(5));
    }
}
