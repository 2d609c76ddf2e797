package simulator.ecs;

import java.util.ArrayDeque;
import java.util.List;
import java.util.UUID;
import simulator.SimulatedClock;
import software.amazon.awssdk.services.ecs.model.ServiceEvent;

/** The last hundred events of a service, newest first. */
final class ServiceEvents {

    private static final int KEPT = 100;

    private final SimulatedClock clock;
    private final String service;
    private final ArrayDeque<ServiceEvent> events = new ArrayDeque<>();

    ServiceEvents(SimulatedClock clock, String service) {
        this.clock = clock;
        this.service = service;
    }

    /** Adds one; the service's name is put before it. */
    void add(String message) {
        if (events.size() == KEPT) {
            events.removeLast();
        }
        events.addFirst(ServiceEvent.builder()
                .id(UUID.randomUUID().toString())
                .createdAt(clock.instant())
                .message("(service " + service + ") " + message)
                .build());
    }

    /** Adds it unless it is the newest already. */
    void addOnce(String message) {
        var newest = events.peekFirst();
        if (newest == null || !newest.message().endsWith(message)) {
            add(message);
        }
    }

    List<ServiceEvent> all() {
        return List.copyOf(events);
    }
}
