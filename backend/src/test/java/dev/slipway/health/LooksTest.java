package dev.slipway.health;

import static dev.slipway.health.Sights.NOON;
import static dev.slipway.health.Sights.WEB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.target.Health;
import dev.slipway.testing.Postgres;
import dev.slipway.testing.TestDatabase;
import io.r2dbc.pool.ConnectionPool;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class LooksTest {

    private final RecordedSignals signals = new RecordedSignals();
    private final TestDatabase database = Postgres.migrated();
    private final ConnectionPool pool = database.pool(2);
    private final Looks looks = new Looks(
            database.client(pool),
            database.transactions(pool),
            signals,
            JsonMapper.builder().build());

    @AfterEach
    void close() {
        pool.dispose();
    }

    @Test
    void lookShouldComeBackAsItWasKept() {
        var look = look(Health.HEALTHY, "1.0.0", NOON);

        looks.keep(look, 1).block();

        assertThat(looks.latest(WEB).block()).isEqualTo(look);
    }

    @Test
    void targetThatNeverAnsweredShouldBeKeptWithoutASight() {
        var look = new Look(WEB, NOON, Duration.ofSeconds(5), 1, "connection refused", null);

        looks.keep(look, 1).block();

        assertThat(looks.latest(WEB).block()).isEqualTo(look);
    }

    @Test
    void onlyChangesShouldBeToldAndRemembered() {
        looks.keep(look(Health.HEALTHY, "1.0.0", NOON), 1).block();
        looks.keep(look(Health.HEALTHY, "1.0.0", NOON.plusSeconds(5)), 1).block();
        looks.keep(look(Health.UNHEALTHY, "1.0.0", NOON.plusSeconds(10)), 1).block();

        assertThat(signals.sent).containsExactly("health demo/dev/web", "health demo/dev/web");
        assertThat(looks.changes(WEB, 10).collectList().block())
                .extracting(HealthChange::health)
                .containsExactly(Health.UNHEALTHY, Health.HEALTHY);
    }

    @Test
    void observerThatLostItsPlaceShouldNotOverwriteItsSuccessor() {
        looks.keep(look(Health.UNHEALTHY, "1.1.0", NOON.plusSeconds(5)), 2).block();

        looks.keep(look(Health.HEALTHY, "1.0.0", NOON), 1).block();

        assertThat(looks.latest(WEB).map(Look::health).block()).isEqualTo(Health.UNHEALTHY);
        assertThat(looks.changes(WEB, 10).collectList().block()).hasSize(1);
    }

    @Test
    void forgottenPlacementShouldLeaveNothing() {
        looks.keep(look(Health.HEALTHY, "1.0.0", NOON), 1).block();

        looks.forget(WEB).block();

        assertThat(looks.latest(WEB).block()).isNull();
        assertThat(looks.changes(WEB, 10).collectList().block()).isEmpty();
    }

    private static Look look(Health health, String version, Instant at) {
        return Look.answered(WEB, at, Sights.of(health, version, at), Duration.ofSeconds(5));
    }
}
