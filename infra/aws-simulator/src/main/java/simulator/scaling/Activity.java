package simulator.scaling;

import java.time.Instant;

/** Something that auto-scaling did to a service. */
record Activity(String id, String service, String description, String cause, Instant at, String status) {}
