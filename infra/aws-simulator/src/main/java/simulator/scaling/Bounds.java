package simulator.scaling;

import java.time.Instant;

/**
 * Between which numbers of tasks a service is scaled.
 *
 * @param service resource id, {@code service/cluster/name}
 */
record Bounds(String service, int least, int most, boolean suspended, Instant createdAt) {}
