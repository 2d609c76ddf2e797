package simulator.elb;

import java.time.Instant;

/** What answers the health checks of a target: the program in a simulated container. */
@FunctionalInterface
public interface Probe {

    /** The answer to a check at that time. */
    ProbeAnswer at(Instant time);
}
