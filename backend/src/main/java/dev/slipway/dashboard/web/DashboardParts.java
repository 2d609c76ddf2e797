package dev.slipway.dashboard.web;

import dev.slipway.dashboard.Overview;
import dev.slipway.identity.Access;
import dev.slipway.identity.Permission;
import dev.slipway.identity.Place;
import dev.slipway.target.PlacementKey;
import dev.slipway.web.Part;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The parts of a dashboard.
 *
 * @param grid around the cells, with them
 * @param cells each by itself
 */
record DashboardParts(
        Part head, Part actions, Part grid, List<Part> cells, Part waiting, Part reviews, Part running, Part verdicts) {

    static DashboardParts of(Overview overview, Access access, Instant now) {
        var cells = overview.placements().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        entry -> cell(
                                DashboardCell.of(overview, entry.getValue(), mayDeploy(entry.getKey(), access), now))));
        return new DashboardParts(
                new Part("dashboard/head", "seen", DashboardHead.of(overview)),
                new Part(
                        "dashboard/actions",
                        "dashboard-actions",
                        DashboardActions.of(overview.project(), access.may(Permission.DEPLOY))),
                new Part("dashboard/grid", "grid", new DashboardGrid(overview.project(), cells)),
                List.copyOf(cells.values()),
                new Part(
                        "dashboard/waiting", "waiting", DashboardSide.waiting(overview, access.may(Permission.DECIDE))),
                new Part("dashboard/reviews", "reviews", DashboardReviews.of(overview, now)),
                new Part("dashboard/running", "running", DashboardSide.running(overview, now)),
                new Part("dashboard/verdicts", "verdicts", DashboardSide.verdicts(overview, now)));
    }

    private static boolean mayDeploy(PlacementKey at, Access access) {
        return access.may(Permission.DEPLOY, new Place(at.project(), at.environment(), at.service()));
    }

    private static Part cell(DashboardCell cell) {
        return new Part("dashboard/cell", "at-" + cell.environment() + "-" + cell.service(), cell);
    }

    List<Part> all() {
        return Stream.concat(Stream.of(head, actions, grid, waiting, reviews, running, verdicts), cells.stream())
                .toList();
    }
}
