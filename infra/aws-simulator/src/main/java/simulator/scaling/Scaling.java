package simulator.scaling;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import simulator.Place;

/** The scalable services of an account in a region. */
public final class Scaling {

    private final Place place;
    private final InstantSource clock;
    private final Map<String, Bounds> bounds = new LinkedHashMap<>();
    private final Map<String, Tracking> policies = new LinkedHashMap<>();
    private final List<Activity> activities = new ArrayList<>();
    private DesiredCount desired = (_, _) -> {};

    public Scaling(Place place, InstantSource clock) {
        this.place = place;
        this.clock = clock;
    }

    /** Says where the number of tasks is set; until then it is noted and goes nowhere. */
    public synchronized void drive(DesiredCount where) {
        desired = where;
    }

    /** The resource id of an ECS service. */
    public static String resource(String cluster, String service) {
        return "service/" + cluster + "/" + service;
    }

    public synchronized void bounds(String service, int least, int most) {
        bounds.put(service, new Bounds(service, least, most, false, clock.instant()));
    }

    /** Lets it scale no more, or again. */
    public synchronized void suspend(String service, boolean suspended) {
        bounds.computeIfPresent(
                service, (_, found) -> new Bounds(service, found.least(), found.most(), suspended, found.createdAt()));
    }

    public synchronized void track(String service, String metric, double target) {
        var name = metric + "-" + service.substring(service.lastIndexOf('/') + 1);
        policies.put(service + name, new Tracking(name, service, metric, target, clock.instant()));
    }

    /** Scales the service as a policy would, within its bounds, and notes it. */
    public void scale(String service, int tasks, String cause) {
        where().set(service, note(service, tasks, cause));
    }

    private synchronized DesiredCount where() {
        return desired;
    }

    private synchronized int note(String service, int tasks, String cause) {
        var found = bounds.get(service);
        if (found == null || found.suspended()) {
            throw new IllegalStateException(service + " is not scaled");
        }
        var to = Math.clamp(tasks, found.least(), found.most());
        activities.addFirst(new Activity(
                UUID.randomUUID().toString(),
                service,
                "Setting desired count to " + to + ".",
                cause,
                clock.instant(),
                "Successful"));
        return to;
    }

    synchronized List<Bounds> bounds() {
        return List.copyOf(bounds.values());
    }

    synchronized List<Tracking> policies() {
        return List.copyOf(policies.values());
    }

    synchronized List<Activity> activities() {
        return List.copyOf(activities);
    }

    Place place() {
        return place;
    }
}
