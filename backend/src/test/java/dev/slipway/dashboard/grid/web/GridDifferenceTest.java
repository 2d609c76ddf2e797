package dev.slipway.dashboard.grid.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.dashboard.grid.GridState;
import dev.slipway.dashboard.grid.Tile;
import dev.slipway.target.Health;
import dev.slipway.target.PlacementKey;
import dev.slipway.web.InvalidInput;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GridDifferenceTest {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final PlacementKey WEB = new PlacementKey("shop", "prod", "web");
    private static final PlacementKey PAY = new PlacementKey("shop", "prod", "pay");

    @Test
    void whatDiffersShouldBeNamed() {
        var difference =
                between(tile(WEB, Health.HEALTHY, "1.0.0", "2/2"), tile(WEB, Health.UNHEALTHY, "1.1.0", "1/3"), 2);

        assertThat(difference.rows().getFirst().what()).containsExactly("state", "version", "size");
        assertThat(difference.same()).isEqualTo(1);
    }

    @Test
    void anotherNumberThatRunShouldBeNoDifference() {
        assertThat(between(tile(WEB, Health.HEALTHY, "1.0.0", "1/2"), tile(WEB, Health.HEALTHY, "1.0.0", "2/2"), 0)
                        .rows())
                .isEmpty();
    }

    @Test
    void whatChangedAndIsAsBeforeShouldBeToldToo() {
        var same = tile(WEB, Health.HEALTHY, "1.0.0", "2/2");

        assertThat(between(same, same, 4).rows()).singleElement().satisfies(row -> {
            assertThat(row.what()).isEmpty();
            assertThat(row.changes()).isEqualTo(4);
        });
    }

    @Test
    void momentsShouldBeReadAsPeopleWriteThem() {
        assertThat(Moments.parse("at", "2026-11-22T09:30", NOON)).isEqualTo("2026-11-22T09:30:00Z");
        assertThat(Moments.parse("at", "2026-11-22T09:30:00+01:00", NOON)).isEqualTo("2026-11-22T08:30:00Z");
        assertThat(Moments.parse("at", "24h", NOON)).isEqualTo("2026-11-21T12:00:00Z");
    }

    @Test
    void aMomentToComeAndOneThatIsNoneShouldBeRefused() {
        assertThatThrownBy(() -> Moments.parse("at", "2027-01-01T00:00", NOON)).isInstanceOf(InvalidInput.class);
        assertThatThrownBy(() -> Moments.parse("at", "yesterday", NOON)).isInstanceOf(InvalidInput.class);
        assertThatThrownBy(() -> Moments.parse("at", null, NOON)).isInstanceOf(InvalidInput.class);
    }

    private static GridDifference between(Tile before, Tile after, long changes) {
        var pay = tile(PAY, Health.HEALTHY, "1.0.0", "1/1");
        return GridDifference.between(
                new GridState(NOON, List.of(), Map.of(WEB, before, PAY, pay)),
                new GridState(NOON, List.of(), Map.of(WEB, after, PAY, pay)),
                changes == 0 ? Map.of() : Map.of(WEB, changes),
                _ -> true);
    }

    private static Tile tile(PlacementKey key, Health health, String version, String count) {
        return new Tile(key, health, new Tile.Runs(version, count, null, null), null, null, 0);
    }
}
