package simulator.sqs;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import simulator.Place;

/** The queues of an account in a region. */
public final class Queues {

    private final Place place;
    private final InstantSource clock;
    private final Map<String, Queue> queues = new ConcurrentHashMap<>();

    public Queues(Place place, InstantSource clock) {
        this.place = place;
        this.clock = clock;
    }

    /** Creates the queue when it is not there, and returns its ARN. */
    public String queue(String name) {
        queues.computeIfAbsent(name, absent -> new Queue(absent, clock));
        return place.arn("sqs", name);
    }

    /** The address of a queue at an endpoint of the simulator. */
    public String url(URI endpoint, String queue) {
        return endpoint.resolve("/" + place.account() + "/" + queue).toString();
    }

    /** Does nothing when there is no such queue. */
    public void send(String queue, String body) {
        find(queue).ifPresent(found -> found.send(body, Duration.ZERO));
    }

    /** By name or address. */
    Optional<Queue> find(String nameOrUrl) {
        return Optional.ofNullable(queues.get(nameOrUrl.substring(nameOrUrl.lastIndexOf('/') + 1)));
    }

    Place place() {
        return place;
    }
}
