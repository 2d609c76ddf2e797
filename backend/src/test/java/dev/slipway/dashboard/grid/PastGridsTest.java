package dev.slipway.dashboard.grid;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.catalog.DefinitionEdit;
import dev.slipway.catalog.Definitions;
import dev.slipway.health.HealthChange;
import dev.slipway.health.PastLooks;
import dev.slipway.identity.Role;
import dev.slipway.identity.TestPeople;
import dev.slipway.target.Health;
import dev.slipway.target.PlacementKey;
import dev.slipway.testing.PortalTest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;

/** What was seen is told for the time in which somebody looked, and for no other. */
@PortalTest
class PastGridsTest {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    private final String project = "past-" + UUID.randomUUID().toString().substring(0, 8);
    private final PlacementKey web = new PlacementKey(project, "dev", "web");
    private final PastGrids past;
    private final TestPeople people;
    private final Definitions definitions;
    private final DatabaseClient database;
    private final PastLooks looks;
    private final Instant now;

    @Autowired
    PastGridsTest(
            PastGrids past,
            TestPeople people,
            Definitions definitions,
            DatabaseClient database,
            TransactionalOperator transaction,
            Clock clock) {
        this.past = past;
        this.people = people;
        this.definitions = definitions;
        this.database = database;
        this.looks = new PastLooks(database, transaction);
        this.now = clock.instant().truncatedTo(ChronoUnit.MINUTES);
    }

    @Test
    void whatWasSeenThenShouldBeTold() {
        var tile = PastGrids.tile(web, change(NOON.minusSeconds(3600), Health.HEALTHY), true, NOON);

        assertThat(tile.health()).isEqualTo(Health.HEALTHY);
        assertThat(tile.told()).isEqualTo("1.0.0");
        assertThat(tile.runs().count()).isEqualTo("1/2");
    }

    @Test
    void whereNobodyLookedItShouldNotBeKnownHoweverWellItWasBefore() {
        var tile = PastGrids.tile(web, change(NOON.minusSeconds(3600), Health.HEALTHY), false, NOON);

        assertThat(tile.health()).isEqualTo(Health.UNKNOWN);
        assertThat(Objects.requireNonNull(tile.mark()).text()).contains("nobody looked then", "healthy");
    }

    @Test
    void beforeItWasLookedAtForTheFirstTimeItShouldNotBeKnown() {
        assertThat(PastGrids.tile(web, null, false, NOON).health()).isEqualTo(Health.UNKNOWN);
    }

    @Test
    void theGridShouldBeAsItWasAndUnknownWhileNobodyLooked() {
        define();
        seen(now.minus(Duration.ofMinutes(90)), "HEALTHY");
        looks.at(web, now.minus(Duration.ofMinutes(90)));
        looks.at(web, now.minus(Duration.ofMinutes(80)));

        assertThat(at(Duration.ofMinutes(95))).isEqualTo(Health.UNKNOWN);
        assertThat(at(Duration.ofMinutes(88))).isEqualTo(Health.HEALTHY);
        assertThat(at(Duration.ofMinutes(79))).isEqualTo(Health.HEALTHY);
        assertThat(at(Duration.ofMinutes(60))).isEqualTo(Health.UNKNOWN);
    }

    private Health at(Duration ago) {
        var state = past.at(now.minus(ago), project::equals).blockOptional().orElseThrow();
        return state.tile(web).orElseThrow().health();
    }

    private void define() {
        var text = """
            project: %s
            environments: {dev: {}}
            services:
              web: {placements: {dev: {target: process, settings: {command: [sleep, "1"], ports: 20000-20001}}}}
            """.formatted(project);
        definitions
                .save(DefinitionEdit.ofNew(project, text), people.actor(Role.ADMINISTRATOR))
                .block();
    }

    private void seen(Instant at, String health) {
        database.sql("insert into health_change (project, environment, service, at, health, version, note)"
                        + " values (:project, 'dev', 'web', :at, :health, '1.0.0', '')")
                .bind("project", project)
                .bind("at", at.atOffset(ZoneOffset.UTC))
                .bind("health", health)
                .then()
                .block();
    }

    private HealthChange change(Instant at, Health health) {
        return new HealthChange(web, at, health, "1.0.0", null, new HealthChange.Counts(2, 1, 0), false, false, "");
    }
}
