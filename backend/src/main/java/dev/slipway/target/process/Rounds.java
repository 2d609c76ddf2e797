package dev.slipway.target.process;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One round over all placements of this machine. */
record Rounds(Machine machine, Instant now) {

    private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);

    void go() throws IOException {
        for (var folder : PlacementFolder.all(machine.processes())) {
            try {
                lookAfter(folder);
            } catch (IOException | RuntimeException e) {
                // One broken placement must not leave the others alone; it is told again each round.
                LOG.error("The placement in {} could not be looked after", folder.folder(), e);
            }
        }
    }

    private void lookAfter(PlacementFolder folder) throws IOException {
        var held = folder.lock().tryTake(Duration.ZERO);
        if (held.isEmpty()) {
            return;
        }
        try (var _ = held.get()) {
            var state = folder.read();
            if (state.isPresent()) {
                new Upkeep(new Tending(folder, state.get(), machine, now)).keep();
            }
            new Tasks(folder, machine, now).endOverdue();
        }
    }
}
