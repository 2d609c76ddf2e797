package simulator;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import simulator.ecs.Ecs;
import simulator.ecs.EcsService;
import simulator.fault.Faults;
import simulator.region.Region;
import simulator.region.Regions;
import simulator.wire.Endpoint;
import simulator.wire.Service;

/** A running simulated cloud. */
public final class Simulator implements AutoCloseable {

    private final SimulatedClock clock;
    private final Sessions sessions;
    private final Calls calls = new Calls();
    private final Violations violations = new Violations();
    private final Faults faults;
    private final Regions regions;
    private final PerPlace<Ecs> ecs;
    private final Endpoint endpoint;

    private Simulator(Instant start, int port) {
        clock = new SimulatedClock(start);
        sessions = new Sessions(clock);
        faults = new Faults(clock);
        regions = new Regions(clock);
        ecs = new PerPlace<>(place -> new Ecs(regions, place, clock));
        endpoint = new Endpoint(new Endpoint.World(clock, sessions, faults, calls, violations), services(), port);
    }

    /** Starts a cloud whose time begins now and stands still, on a free port of this machine. */
    public static Simulator start() {
        return start(Instant.now(), 0);
    }

    /**
     * Starts a cloud.
     *
     * @param start its time, which stands still until {@link #clock()} is advanced or {@link #run} lets it go
     * @param port of this machine, or 0 for any that is free
     */
    public static Simulator start(Instant start, int port) {
        return new Simulator(start, port);
    }

    private List<Service> services() {
        var all = new ArrayList<>(regions.services(sessions, this::endpoint));
        all.add(new EcsService(ecs::in).service());
        return all;
    }

    /** The one URL of all services, for the SDK's {@code endpointOverride} or {@code AWS_ENDPOINT_URL}. */
    public URI endpoint() {
        return endpoint.url();
    }

    /** What an account has in a region besides ECS. */
    public Region in(Place place) {
        return regions.in(place);
    }

    /** ECS of an account in a region. */
    public Ecs ecs(Place place) {
        return ecs.in(place);
    }

    public SimulatedClock clock() {
        return clock;
    }

    /**
     * Lets time run beside the real one.
     *
     * @param speed simulated seconds in a real second; 1 is real time
     */
    public ClockDrive run(double speed) {
        return new ClockDrive(clock, speed);
    }

    /** The credentials of this cloud. */
    public Sessions sessions() {
        return sessions;
    }

    /** What goes wrong with calls, on request. */
    public Faults faults() {
        return faults;
    }

    /** The calls that reached this cloud. */
    public Calls calls() {
        return calls;
    }

    /** The requests that AWS's model does not allow; a test with any is a failed test. */
    public List<Violation> violations() {
        return violations.all();
    }

    @Override
    public void close() {
        endpoint.close();
        regions.close();
    }
}
