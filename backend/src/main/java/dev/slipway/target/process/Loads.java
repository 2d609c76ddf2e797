package dev.slipway.target.process;

import dev.slipway.target.Load;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What the processes of a placement use, with all they have started: memory as the kernel counts it as resident, and
 * processors by the time they took since the last look. Nothing of it where there is no /proc.
 */
final class Loads {

    private static final Path PROC = Path.of("/proc");
    private static final Duration LEAST = Duration.ofMillis(500);
    private static final int MOST = 10_000;

    private final Map<Path, Seen> seen = new ConcurrentHashMap<>();

    /**
     * One look.
     *
     * @param took processor time so far, by process
     * @param cores in use since the look before it; null at the first
     */
    private record Seen(
            Instant at, Map<Long, Duration> took, @Nullable Double cores) {}

    Load of(PlacementFolder folder, List<Instance> instances, Instant now) throws IOException {
        var latency = instances.stream()
                .flatMap(instance -> Optional.ofNullable(instance.took).stream())
                .mapToDouble(took -> took.toNanos() / 1e6)
                .max();
        var took = new HashMap<Long, Duration>();
        var memory = 0L;
        for (var instance : instances) {
            var process = instance.process;
            for (var pid : process == null ? List.<Long>of() : new ProcessSession(process).members()) {
                ProcessHandle.of(pid)
                        .flatMap(handle -> handle.info().totalCpuDuration())
                        .ifPresent(time -> took.put(pid, time));
                memory += resident(pid);
            }
        }
        return new Load(
                latency.isPresent() ? latency.getAsDouble() : null,
                cores(folder.folder(), took, now),
                memory == 0 ? null : (double) memory,
                null,
                null);
    }

    private @Nullable Double cores(Path placement, Map<Long, Duration> took, Instant now) {
        var before = seen.get(placement);
        if (before != null && Duration.between(before.at, now).compareTo(LEAST) < 0) {
            return before.cores;
        }
        Double cores = null;
        if (before != null) {
            var used = Duration.ZERO;
            for (var process : took.entrySet()) {
                var earlier = before.took.getOrDefault(process.getKey(), Duration.ZERO);
                // A pid that was given away again has taken less.
                used = used.plus(
                        process.getValue().compareTo(earlier) < 0
                                ? process.getValue()
                                : process.getValue().minus(earlier));
            }
            cores = used.toNanos() / (double) Duration.between(before.at, now).toNanos();
        }
        if (seen.size() >= MOST) {
            seen.clear();
        }
        seen.put(placement, new Seen(now, Map.copyOf(took), cores));
        return cores;
    }

    /** In bytes; 0 for one that has ended meanwhile. */
    private static long resident(long pid) throws IOException {
        var status = PROC.resolve(Long.toString(pid)).resolve("status");
        try {
            return Files.readAllLines(status, StandardCharsets.ISO_8859_1).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .map(line -> line.replaceAll("\\D", ""))
                    .mapToLong(kilobytes -> Long.parseLong(kilobytes) * 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            if (Files.exists(status)) {
                throw e;
            }
            return 0;
        }
    }
}
