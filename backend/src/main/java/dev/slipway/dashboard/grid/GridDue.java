package dev.slipway.dashboard.grid;

import dev.slipway.target.PlacementKey;
import java.util.HashSet;
import java.util.Set;

/**
 * What is to be read again.
 *
 * @param all everything, whatever else is due
 * @param jobs ids of those that changed
 */
record GridDue(boolean all, Set<PlacementKey> placements, Set<Long> jobs, boolean alerts) {

    static final GridDue NOTHING = new GridDue(false, Set.of(), Set.of(), false);

    /** To read more than so many one by one would cost more than to read all. */
    static final int MANY = 200;

    GridDue {
        placements = Set.copyOf(placements);
        jobs = Set.copyOf(jobs);
    }

    GridDue and(GridHint hint) {
        return switch (hint) {
            case GridHint.Everything _ -> everything();
            case GridHint.Seen(var placement) -> enough(new GridDue(all, with(placements, placement), jobs, alerts));
            case GridHint.Moved(var job) -> enough(new GridDue(all, placements, with(jobs, job), alerts));
            case GridHint.Alerted _ -> new GridDue(all, placements, jobs, true);
        };
    }

    private static GridDue enough(GridDue due) {
        return due.all || due.placements.size() + due.jobs.size() > MANY ? everything() : due;
    }

    private static GridDue everything() {
        return new GridDue(true, Set.of(), Set.of(), false);
    }

    private static <T> Set<T> with(Set<T> some, T another) {
        var both = new HashSet<>(some);
        both.add(another);
        return both;
    }
}
