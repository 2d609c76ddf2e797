package dev.slipway.dashboard.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.catalog.Project;
import dev.slipway.catalog.Service;
import dev.slipway.target.PlacementKey;
import dev.slipway.web.Part;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An open page gets another grid when there is another service, and not when something happens in a cell. */
class DashboardGridTest {

    private static final Service WEB = new Service("web", "Web", Service.Type.WEB, null, null);
    private static final Service WORKER = new Service("worker", "Worker", Service.Type.WORKER, null, null);

    @Test
    void aNewServiceShouldBeAnotherGrid() {
        assertThat(grid(List.of(WEB), "1.0.0")).isNotEqualTo(grid(List.of(WEB, WORKER), "1.0.0"));
    }

    @Test
    void aNewPlacementShouldBeAnotherGrid() {
        var project = project(List.of(WEB));
        assertThat(part(new DashboardGrid(project, Map.of()))).isNotEqualTo(grid(List.of(WEB), "1.0.0"));
    }

    @Test
    void anotherVersionInACellShouldBeTheSameGrid() {
        var before = grid(List.of(WEB), "1.0.0");
        var after = grid(List.of(WEB), "1.1.0");
        assertThat(after).isEqualTo(before);
        assertThat(after.version()).isEqualTo(before.version());
    }

    private static Part grid(List<Service> services, String version) {
        var cell = new Part("dashboard/cell", "at-dev-web", version);
        return part(new DashboardGrid(project(services), Map.of(new PlacementKey("shop", "dev", "web"), cell)));
    }

    private static Part part(DashboardGrid grid) {
        return new Part("dashboard/grid", "grid", grid);
    }

    private static Project project(List<Service> services) {
        return new Project("shop", "Shop", 1, List.of(), services);
    }
}
