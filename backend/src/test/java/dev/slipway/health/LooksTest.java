package dev.slipway.health;

import static dev.slipway.health.Sights.NOON;
import static dev.slipway.health.Sights.WEB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.target.Health;
import java.time.Duration;
import java.time.Instant;
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

        looks.keep(look, 1).block();

        assertThat(looks.latest(WEB).map(Kept::look).block()).isEqualTo(look);
    }

    @Test
    void targetThatNeverAnsweredShouldBeKeptWithoutASight() {
        var look = new Look(WEB, NOON, Duration.ofSeconds(5), 1, "connection refused", null);

        looks.keep(look, 1).block();

        assertThat(looks.latest(WEB).map(Kept::look).block()).isEqualTo(look);
    }

    @Test
    void onlyChangesShouldBeToldAndRemembered() {
        looks.keep(look(Health.HEALTHY, "1.0.0", NOON), 1).block();
        looks.keep(look(Health.HEALTHY, "1.0.0", NOON.plusSeconds(5)), 1).block();
        looks.keep(look(Health.UNHEALTHY, "1.0.0", NOON.plusSeconds(10)), 1).block();

        assertThat(stored.signals.sent).containsExactly("health demo/dev/web", "health demo/dev/web");
        assertThat(stored.changes.newest(WEB, 10).collectList().block())
                .extracting(HealthChange::health)
                .containsExactly(Health.UNHEALTHY, Health.HEALTHY);
    }

    @Test
    void observerThatLostItsPlaceShouldNotOverwriteItsSuccessor() {
        looks.keep(look(Health.UNHEALTHY, "1.1.0", NOON.plusSeconds(5)), 2).block();

        looks.keep(look(Health.HEALTHY, "1.0.0", NOON), 1).block();

        assertThat(looks.latest(WEB).map(Kept::look).map(Look::health).block()).isEqualTo(Health.UNHEALTHY);
        assertThat(stored.changes.newest(WEB, 10).collectList().block()).hasSize(1);
    }

    @Test
    void forgottenPlacementShouldLeaveItsHistoryOnly() {
        looks.keep(look(Health.HEALTHY, "1.0.0", NOON), 1).block();

        looks.forget(WEB, NOON.plusSeconds(60)).block();

        assertThat(looks.latest(WEB).block()).isNull();
        assertThat(stored.changes.newest(WEB, 10).collectList().block())
                .extracting(HealthChange::gone)
                .containsExactly(true, false);
    }

    private static Look look(Health health, String version, Instant at) {
        return Look.answered(WEB, at, Sights.of(health, version, at), Duration.ofSeconds(5));
    }
}
