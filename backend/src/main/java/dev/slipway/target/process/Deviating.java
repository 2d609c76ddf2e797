package dev.slipway.target.process;

import dev.slipway.target.Deviation;
import dev.slipway.target.Revision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Where what runs deviates from what was proven: another artifact, another number, or files that somebody changed. */
record Deviating(PlacementFolder folder, PlacementState state, WatchedFiles files, Instant now) {

    List<Deviation> from(Revision proven) throws IOException {
        var revision = StoredRevision.of(proven);
        var deviations = new ArrayList<Deviation>();
        var digest = revision.artifact().digest();
        var others = state.live()
                .filter(Instance::wanted)
                .filter(instance -> !instance.digest().equals(digest))
                .toList();
        if (!others.isEmpty()) {
            deviations.add(new Deviation(
                    "artifact",
                    proven.version() + " " + digest,
                    others.stream()
                            .map(one -> one.revision.version() + " " + one.digest())
                            .distinct()
                            .sorted()
                            .collect(Collectors.joining(", ")),
                    null,
                    others.stream().map(one -> one + " runs it").toList()));
        }
        var desired = ProcessSettings.of(revision.settings()).instances();
        if (state.desired != desired) {
            deviations.add(new Deviation("instances", Integer.toString(desired), Integer.toString(state.desired)));
        }
        var changed = changed();
        if (!changed.isEmpty()) {
            deviations.add(new Deviation(
                    "files",
                    "as they were unpacked from " + digest,
                    "changed on disk",
                    null,
                    changed.stream()
                            .map(one -> one + " was started from files that somebody has changed since")
                            .toList()));
        }
        return deviations;
    }

    private List<Instance> changed() throws IOException {
        var changed = new ArrayList<Instance>();
        for (var instance : state.live().filter(Instance::wanted).toList()) {
            var home = folder.run(instance).noted(Machine.ARTIFACT).map(Path::of);
            if (home.isPresent() && Files.isDirectory(home.get()) && !files.hold(home.get(), now)) {
                changed.add(instance);
            }
        }
        return changed;
    }
}
