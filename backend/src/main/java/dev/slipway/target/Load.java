package dev.slipway.target;

import org.jspecify.annotations.Nullable;

/**
 * How much a placement has to do, all instances together; null is what the target does not tell.
 *
 * @param latencyMillis how long the slowest instance took to answer its health check, or as the load balancer measures
 * @param cpuCores processors in use
 * @param memoryBytes memory in use
 * @param errorsPerSecond requests that were answered with 5xx
 */
public record Load(
        @Nullable Double latencyMillis,
        @Nullable Double cpuCores,
        @Nullable Double memoryBytes,
        @Nullable Double requestsPerSecond,
        @Nullable Double errorsPerSecond) {

    public static final Load NONE = new Load(null, null, null, null, null);
}
