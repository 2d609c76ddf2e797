package dev.slipway.target.process;

import dev.slipway.artifact.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Whether unpacked files are still what was unpacked, without reading them each time: their bytes are read again when
 * their size, time or place on disk changed, and now and then.
 */
final class WatchedFiles {

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(5);
    private static final Duration BETWEEN_READS = Duration.ofMinutes(30);
    private static final int MOST = 1_000;

    private final UnpackedArtifacts artifacts;
    private final Map<Path, Seen> known = new ConcurrentHashMap<>();

    WatchedFiles(UnpackedArtifacts artifacts) {
        this.artifacts = artifacts;
    }

    private record Seen(Instant lookedAt, Instant readAt, Digest outside, boolean hold) {}

    boolean hold(Path home, Instant now) throws IOException {
        var before = known.get(home);
        if (before != null && now.isBefore(before.lookedAt.plus(BETWEEN_LOOKS))) {
            return before.hold;
        }
        var outside = outside(home);
        var seen = before != null && before.outside.equals(outside) && now.isBefore(before.readAt.plus(BETWEEN_READS))
                ? new Seen(now, before.readAt, outside, before.hold)
                : new Seen(now, now, outside, artifacts.holds(home));
        if (known.size() >= MOST) {
            known.clear();
        }
        known.put(home, seen);
        return seen.hold;
    }

    private static Digest outside(Path home) throws IOException {
        var listing = new StringBuilder();
        try (Stream<Path> files = Files.walk(home)) {
            for (var file : files.sorted().toList()) {
                var attributes = Files.readAttributes(file, BasicFileAttributes.class);
                listing.append(file)
                        .append('\0')
                        .append(attributes.isRegularFile() ? attributes.size() : -1)
                        .append(' ')
                        .append(attributes.lastModifiedTime())
                        .append(' ')
                        .append(attributes.fileKey())
                        .append('\n');
            }
        }
        return Digest.of(listing.toString().getBytes(StandardCharsets.UTF_8));
    }
}
