package dev.slipway.target.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The tasks a placement has had, apart from what becomes of those that run. */
record PastTasks(PlacementFolder placement) {

    /** The revisions of tasks that may still run. */
    List<StoredRevision> inUse() throws IOException {
        var revisions = new ArrayList<StoredRevision>();
        for (var home : homes()) {
            if (isTask(home) && !(Tasks.run(home).look() instanceof Run.Look.Ended)) {
                revisions.add(Tasks.read(home).revision());
            }
        }
        return revisions;
    }

    /** Removes those that have ended and began before the time; call it under the placement's lock. */
    int forget(Instant before, int most) throws IOException {
        var removed = 0;
        for (var home : homes()) {
            if (removed < most && old(home, before)) {
                new FolderTree(home).remove();
                removed++;
            }
        }
        return removed;
    }

    private static boolean old(Path home, Instant before) throws IOException {
        if (!isTask(home)) {
            // A portal was killed while it made or removed it.
            return Files.getLastModifiedTime(home).toInstant().isBefore(before);
        }
        return Tasks.read(home).startedAt().isBefore(before)
                && Tasks.run(home).look() instanceof Run.Look.Ended ended
                && (ended.at() == null || ended.at().isBefore(before));
    }

    private static boolean isTask(Path home) {
        return Files.exists(home.resolve("task.json"));
    }

    private List<Path> homes() throws IOException {
        if (!Files.isDirectory(placement.tasks())) {
            return List.of();
        }
        try (Stream<Path> homes = Files.list(placement.tasks())) {
            return homes.sorted().toList();
        }
    }
}
