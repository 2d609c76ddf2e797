package dev.slipway.target.process;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One round over all placements of this machine. */
record Rounds(Machine machine, Instant now) {

    private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);

    void go() throws IOException {
        for (var folder : placements()) {
            try {
                lookAfter(new PlacementFolder(folder));
            } catch (IOException | RuntimeException e) {
                // One broken placement must not leave the others alone; it is told again each round.
                LOG.error("The placement in {} could not be looked after", folder, e);
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

    /** The folders three levels down that hold a placement. */
    private List<Path> placements() throws IOException {
        var folders = List.of(machine.processes());
        for (var level = 0; level < 3; level++) {
            var below = new ArrayList<Path>();
            for (var folder : folders) {
                if (Files.isDirectory(folder)) {
                    try (DirectoryStream<Path> children = Files.newDirectoryStream(folder, Files::isDirectory)) {
                        children.forEach(below::add);
                    }
                }
            }
            folders = below;
        }
        return folders;
    }
}
