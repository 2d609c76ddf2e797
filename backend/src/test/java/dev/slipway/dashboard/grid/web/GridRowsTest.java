package dev.slipway.dashboard.grid.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.catalog.Environment;
import dev.slipway.catalog.Project;
import dev.slipway.catalog.Service;
import dev.slipway.dashboard.grid.GridState;
import dev.slipway.dashboard.grid.Tile;
import dev.slipway.identity.Projects;
import dev.slipway.target.Health;
import dev.slipway.target.PlacementKey;
import dev.slipway.web.Part;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Two projects with a team in common, and one service that is not well. */
class GridRowsTest {

    private static final Instant NOW = Instant.parse("2026-11-22T12:00:03Z");
    private static final Project SHOP = project("shop", service("web", "front"), service("pay", "money"));
    private static final Project BANK = project("bank", service("ledger", "money"));

    private final GridState state = state(Map.of(new PlacementKey("shop", "prod", "pay"), Health.UNHEALTHY));

    @Test
    void projectsShouldBeSectionsWithTheirOwnEnvironments() {
        assertThat(sections(query(null, null, null)))
                .extracting(GridSection::title)
                .containsExactly("shop", "bank");
    }

    @Test
    void aTeamShouldHaveItsServicesOfAllProjectsTogether() {
        var money = sections(query("team", null, null)).get(1);

        assertThat(money.title()).isEqualTo("money");
        assertThat(money.rows()).extracting(GridSection.Row::sub).containsExactly("shop", "bank");
    }

    @Test
    void anEnvironmentShouldHaveEveryServiceThatHasAPlaceThere() {
        var prod = sections(query("environment", null, null)).getLast();

        assertThat(prod.title()).isEqualTo("prod");
        assertThat(prod.rows()).extracting(GridSection.Row::service).containsExactly("web", "pay", "ledger");
    }

    @Test
    void aViewByStateShouldShowOnlyServicesWithThatState() {
        assertThat(services(query(null, "trouble", null))).containsExactly("pay");
        assertThat(services(query(null, "unknown", null))).isEmpty();
    }

    @Test
    void allWordsShouldBeFoundInAService() {
        assertThat(services(query(null, null, "MONEY shop"))).containsExactly("pay");
        assertThat(services(query(null, null, "unhealthy"))).containsExactly("pay");
    }

    @Test
    void favouritesShouldStandFirst() {
        assertThat(services(query(null, null, null), "shop/pay")).containsExactly("pay", "web", "ledger");
    }

    @Test
    void aProjectThatSomebodyMayNotSeeShouldNotBeThere() {
        var parts = GridParts.of(
                state, new GridParts.Seen(query(null, null, null), new Projects(false, Set.of("bank")), Set.of()));

        assertThat(parts.all())
                .extracting(Part::id)
                .anyMatch(id -> id.contains("bank"))
                .noneMatch(id -> id.contains("shop"));
    }

    @Test
    void anotherStateOfOnePlacementShouldBeAnotherTileOnly() {
        var before = parts(state);
        var after = parts(state(Map.of()).after(state));

        assertThat(after.shape()).isEqualTo(before.shape());
        assertThat(after.all())
                .filteredOn(part -> !before.all().contains(part))
                .extracting(Part::id)
                .containsExactlyInAnyOrder("t_shop_prod_pay", "grid-summary");
    }

    @Test
    void onlyTheWallShouldBeToldInWordsWhatToLookAt() {
        var wall = GridParts.of(
                state, new GridParts.Seen(query(null, null, null).in(GridQuery.Mode.WALL), Projects.ALL, Set.of()));

        assertThat(wall.all()).extracting(Part::id).contains("grid-troubles");
        assertThat(parts(state).all()).extracting(Part::id).doesNotContain("grid-troubles");
    }

    @Test
    void aViewShouldBeItsAddress() {
        assertThat(query("team", "drift", "a b").address("/grid")).isEqualTo("/grid?state=drift&group=team&q=a%20b");
        assertThat(query("nonsense", null, null).isPlain()).isTrue();
    }

    private static GridParts parts(GridState state) {
        return GridParts.of(state, new GridParts.Seen(query(null, null, null), Projects.ALL, Set.of()));
    }

    private List<String> services(GridQuery query, String... starred) {
        return rows(query, starred).sections().stream()
                .flatMap(section -> section.rows().stream())
                .map(GridSection.Row::service)
                .toList();
    }

    private List<GridSection> sections(GridQuery query) {
        return rows(query).sections();
    }

    private GridRows rows(GridQuery query, String... starred) {
        return new GridRows(state, new GridFilter(query, Set.of(starred)), state.projects());
    }

    private static GridQuery query(@Nullable String group, @Nullable String wanted, @Nullable String words) {
        return new GridQuery(null, null, null, wanted, group, null, null, words);
    }

    private static GridState state(Map<PlacementKey, Health> unlike) {
        var tiles = new HashMap<PlacementKey, Tile>();
        for (var project : List.of(SHOP, BANK)) {
            for (var service : project.services()) {
                for (var environment : project.environments()) {
                    var key = new PlacementKey(project.key(), environment.key(), service.key());
                    tiles.put(key, tile(key, unlike.getOrDefault(key, Health.HEALTHY)));
                }
            }
        }
        return new GridState(NOW, List.of(SHOP, BANK), tiles);
    }

    private static Tile tile(PlacementKey key, Health health) {
        return new Tile(key, health, new Tile.Runs("1.0.0", "1/1", null, null), null, null, 0);
    }

    private static Project project(String key, Service... services) {
        return new Project(key, key, 1, List.of(environment("dev"), environment("prod")), List.of(services));
    }

    private static Environment environment(String key) {
        return new Environment(key, key, List.of(), Environment.WhenLocked.QUEUE);
    }

    private static Service service(String key, String owner) {
        return new Service(key, key, Service.Type.WEB, owner, null);
    }
}
