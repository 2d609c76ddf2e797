package dev.slipway.health;

import dev.slipway.catalog.Placement;
import dev.slipway.target.Measured;
import dev.slipway.target.PlacementKey;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Measures placements beside what their targets see of them: Prometheus, a queue, the provider's own metrics. One portal
 * at a time asks, for all placements together.
 */
public interface Gauge {

    /** Who is asked, for people, such as {@code Prometheus}; no two have the same. */
    String name();

    boolean measures(Placement placement);

    /** Between two questions about a placement when nothing moves. */
    Duration period();

    /** The same while it is changed or unwell. */
    Duration closePeriod();

    /** Blocks. One that is not in the answer has nothing to be measured. */
    Map<PlacementKey, Measured> measure(List<Placement> placements);
}
