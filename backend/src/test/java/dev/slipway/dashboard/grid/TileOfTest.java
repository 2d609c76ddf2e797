package dev.slipway.dashboard.grid;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.health.Drift;
import dev.slipway.health.Observed;
import dev.slipway.job.ProvenVersion;
import dev.slipway.job.RolledBack;
import dev.slipway.target.Deviation;
import dev.slipway.target.Health;
import dev.slipway.target.Observation;
import dev.slipway.target.PlacementKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TileOfTest {

    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final PlacementKey WEB = new PlacementKey("shop", "prod", "web");

    @Test
    void whatIsWellShouldHaveNothingToLookAt() {
        var tile = tile(seen(Health.HEALTHY, "1.4.0"), "1.4.0", 0);

        assertThat(tile.trouble()).isFalse();
        assertThat(tile.told()).isEqualTo("1.4.0");
        assertThat(tile.runs().count()).isEqualTo("2/2");
    }

    @Test
    void whatWasNeverLookedAtShouldBeUnknown() {
        var tile = tile(null, "1.4.0", 0);

        assertThat(tile.health()).isEqualTo(Health.UNKNOWN);
        assertThat(tile.trouble()).isTrue();
        assertThat(tile.told()).isEqualTo("1.4.0?");
    }

    @Test
    void whatCannotBeSeenShouldSayWhyAndCountNothing() {
        var tile = tile(
                new Observed(
                        WEB, observation(Health.HEALTHY, "1.4.0"), Health.UNKNOWN, Duration.ZERO, "cannot reach AWS"),
                "1.4.0",
                0);

        assertThat(Objects.requireNonNull(tile.mark()).text()).isEqualTo("cannot reach AWS");
        assertThat(tile.runs().count()).isEqualTo("–/2");
    }

    @Test
    void whatDeviatesFromWhatWasProvenShouldBeDrift() {
        var drift = new Drift(NOW, List.of(new Deviation("artifact", "1.4.0", "1.5.0")));
        var tile = tile(seen(Health.HEALTHY, "1.5.0").drifting(drift), "1.4.0", 0);

        assertThat(tile.drifts()).isTrue();
        assertThat(tile.sentence("healthy")).contains("drift", "proven was 1.4.0");
    }

    @Test
    void anOpenAlertShouldBeToLookAtThoughAllIsHealthy() {
        assertThat(tile(seen(Health.HEALTHY, "1.4.0"), "1.4.0", 1).trouble()).isTrue();
    }

    @Test
    void whatWasRolledBackShouldSaySoInAWord() {
        var proven = new ProvenVersion(WEB, "1.4.0", 7, "dana", NOW);
        var tile =
                new TileOf(WEB, seen(Health.HEALTHY, "1.4.0"), proven, null, new RolledBack(WEB, 9, NOW), 0).tile(NOW);

        assertThat(tile.trouble()).isTrue();
        assertThat(tile.drifts()).isFalse();
        assertThat(Objects.requireNonNull(tile.mark()).glyph().word()).isEqualTo("rolled back");
        assertThat(tile.sentence("healthy")).contains("healthy, 1.4.0", "rolled back, by job #9");
    }

    private static Tile tile(@Nullable Observed observed, String proven, int alerts) {
        return new TileOf(WEB, observed, new ProvenVersion(WEB, proven, 7, "dana", NOW), null, null, alerts).tile(NOW);
    }

    private static Observed seen(Health health, String version) {
        return new Observed(WEB, observation(health, version), health, Duration.ZERO, "");
    }

    private static Observation observation(Health health, String version) {
        return new Observation(NOW, health, 2, 2, 0, version, null, false, List.of(), "");
    }
}
