package dev.slipway.target;

import org.jspecify.annotations.Nullable;

/**
 * How much a placement has to do, all instances together; null is what is not told.
 *
 * @param latencyMillis how long the slowest instance took to answer its health check, or as the load balancer measures
 * @param cpuCores processors in use
 * @param memoryBytes memory in use
 * @param errorsPerSecond requests that were answered with 5xx
 * @param queueDepth what waits to be worked on, in the unit the service names
 */
public record Load(
        @Nullable Double latencyMillis,
        @Nullable Double cpuCores,
        @Nullable Double memoryBytes,
        @Nullable Double requestsPerSecond,
        @Nullable Double errorsPerSecond,
        @Nullable Double queueDepth) {

    public static final Load NONE = new Load(null, null, null, null, null);

    /** Of something that has no queue. */
    public Load(
            @Nullable Double latencyMillis,
            @Nullable Double cpuCores,
            @Nullable Double memoryBytes,
            @Nullable Double requestsPerSecond,
            @Nullable Double errorsPerSecond) {
        this(latencyMillis, cpuCores, memoryBytes, requestsPerSecond, errorsPerSecond, null);
    }

    /** Only a queue. */
    public static Load ofQueue(double depth) {
        return new Load(null, null, null, null, null, depth);
    }

    /** What this does not tell as the other does. */
    public Load or(Load other) {
        return new Load(
                first(latencyMillis, other.latencyMillis),
                first(cpuCores, other.cpuCores),
                first(memoryBytes, other.memoryBytes),
                first(requestsPerSecond, other.requestsPerSecond),
                first(errorsPerSecond, other.errorsPerSecond),
                first(queueDepth, other.queueDepth));
    }

    /** Whether nothing at all is told. */
    public boolean tellsNothing() {
        return equals(NONE);
    }

    private static @Nullable Double first(@Nullable Double one, @Nullable Double other) {
        return one == null ? other : one;
    }
}
