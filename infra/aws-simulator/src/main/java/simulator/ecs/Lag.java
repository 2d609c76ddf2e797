package simulator.ecs;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import simulator.SimulatedClock;
import software.amazon.awssdk.services.ecs.model.Service;

/** How far reads lag behind: what was just created is not shown yet, what was just changed is shown as before. */
final class Lag {

    private final SimulatedClock clock;
    private final Map<String, Before> before = new HashMap<>();
    private Duration duration = Duration.ZERO;

    Lag(SimulatedClock clock) {
        this.clock = clock;
    }

    void of(Duration wanted) {
        duration = wanted;
    }

    boolean shows(Instant createdAt) {
        return !clock.instant().isBefore(createdAt.plus(duration));
    }

    /** Keeps how a service was before a change. */
    void keep(Service shown) {
        if (!duration.isZero()) {
            before.put(shown.serviceArn(), new Before(shown, clock.instant()));
        }
    }

    Service seen(String serviceArn, Supplier<Service> now) {
        var kept = before.get(serviceArn);
        return kept == null || shows(kept.changedAt()) ? now.get() : kept.shown();
    }

    private record Before(Service shown, Instant changedAt) {}
}
