package simulator.scaling;

import java.time.Instant;

/**
 * A target-tracking policy.
 *
 * @param metric predefined, such as {@code ECSServiceAverageCPUUtilization}
 */
record Tracking(String name, String service, String metric, double target, Instant createdAt) {}
