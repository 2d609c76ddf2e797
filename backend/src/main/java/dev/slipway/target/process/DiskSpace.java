package dev.slipway.target.process;

import dev.slipway.target.Finding;
import java.io.IOException;
import java.nio.file.Files;

/** Whether the data folder has room for the unpacked artifact and the logs. */
final class DiskSpace implements PreCheck {

    private static final long MEGABYTE = 1_000_000;

    /** Archives of compiled code unpack to about twice to three times their size. */
    private static final int UNPACKED = 4;

    @Override
    public String key() {
        return "disk-space";
    }

    @Override
    public String title() {
        return "The data folder has room";
    }

    @Override
    public Finding check(Question question) throws IOException {
        var digest = question.revision().artifact().digest();
        var store = question.machine().artifacts().store();
        if (!store.has(digest)) {
            return unknown("The size of the artifact is not known: it is not in the store");
        }
        var folder = question.machine().processes();
        Files.createDirectories(folder);
        var free = Files.getFileStore(folder).getUsableSpace();
        var artifact = Files.size(store.fetch(digest)) * UNPACKED;
        var logs = question.settings().instances() * question.settings().logMaxBytes() * 5 / 4;
        var evidence = "%d MB free; about %d MB for the artifact and at most %d MB for logs"
                .formatted(free / MEGABYTE, artifact / MEGABYTE, logs / MEGABYTE);
        var remedy = "Free space on the disk of " + folder + ".";
        if (free < artifact) {
            return block(evidence, remedy);
        }
        return free < artifact + logs ? warn(evidence, remedy) : pass(evidence);
    }
}
