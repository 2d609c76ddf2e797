package dev.slipway.target.process;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes from the data folder what nothing needs any more: at the start and daily, a few folders in each round. */
final class Cleaning {

    private static final Logger LOG = LoggerFactory.getLogger(Cleaning.class);
    private static final Duration EVERY = Duration.ofDays(1);
    private static final Duration TASKS_KEPT = Duration.ofDays(7);
    private static final int MOST = 20;

    private final Machine machine;
    private Instant due = Instant.MIN;

    Cleaning(Machine machine) {
        this.machine = machine;
    }

    /** Goes on in the next round when there is more than one round removes. */
    synchronized void round(Instant now) throws IOException {
        if (due.isAfter(now)) {
            return;
        }
        due = now.plus(EVERY);
        var removed = 0;
        for (var placement : PlacementFolder.all(machine.processes())) {
            removed += tasks(placement, now.minus(TASKS_KEPT), MOST - removed);
        }
        removed += machine.artifacts().removeUnused(this::used, now.minus(EVERY), MOST - removed);
        if (removed > 0) {
            LOG.info("Removed {} folders of tasks and artifacts that nothing needs any more", removed);
        }
        due = removed < MOST ? due : now;
    }

    private static int tasks(PlacementFolder placement, Instant before, int most) throws IOException {
        var held = placement.lock().tryTake(Duration.ZERO);
        if (held.isEmpty()) {
            // Somebody is at work here; what is old tomorrow is old enough.
            return 0;
        }
        try (var _ = held.get()) {
            return new PastTasks(placement).forget(before, most);
        }
    }

    private Set<String> used() throws IOException {
        var used = new HashSet<String>();
        for (var placement : PlacementFolder.all(machine.processes())) {
            var state = placement.read();
            if (state.isPresent()) {
                state.get().inUse().forEach(revision -> add(revision, used));
            }
            new PastTasks(placement).inUse().forEach(revision -> add(revision, used));
        }
        return used;
    }

    private static void add(StoredRevision revision, Set<String> used) {
        revision.artifacts().forEach(artifact -> used.add(artifact.digest().hex()));
    }
}
