package dev.slipway.dashboard.placement.web;

import dev.slipway.dashboard.placement.Breakage;
import dev.slipway.dashboard.placement.Happening;
import dev.slipway.dashboard.placement.PlacementNow;
import dev.slipway.web.Part;
import java.util.List;
import java.util.Optional;

/** The parts of the page of a placement. */
record PlacementParts(Part state, Part load, Part instances, Part figures, Part happenings, Part broke) {

    private static final int MOST = 60;

    static PlacementParts of(PlacementNow now) {
        return new PlacementParts(
                new Part("dashboard/placement-state", "placement-state", StateView.of(now)),
                new Part("dashboard/placement-load", "placement-load", LoadView.of(now)),
                new Part("dashboard/placement-instances", "placement-instances", InstancesView.of(now)),
                new Part("dashboard/placement-figures", "placement-figures", FiguresView.of(now)),
                new Part(
                        "dashboard/placement-happenings",
                        "placement-happenings",
                        new Happenings(now.past().happenings())),
                new Part("dashboard/placement-broke", "placement-broke", new Broke(Optional.ofNullable(now.broke()))));
    }

    List<Part> all() {
        return List.of(state, load, instances, figures, happenings, broke);
    }

    /** Newest first; the oldest are left out where there are very many. */
    record Happenings(List<Happening> items, int more) {

        Happenings(List<Happening> all) {
            this(all.stream().limit(MOST).toList(), Math.max(0, all.size() - MOST));
        }
    }

    /** Empty if nothing broke. */
    record Broke(Optional<Breakage> last) {}
}
