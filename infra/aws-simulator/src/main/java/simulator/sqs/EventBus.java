package simulator.sqs;

import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArraySet;
import simulator.Place;
import tools.jackson.databind.json.JsonMapper;

/** The default bus of EventBridge: rules that send events of a kind to queues. */
public final class EventBus {

    private final Place place;
    private final InstantSource clock;
    private final Queues queues;
    private final Map<String, Set<String>> queuesByKind = new ConcurrentHashMap<>();

    public EventBus(Place place, InstantSource clock, Queues queues) {
        this.place = place;
        this.clock = clock;
        this.queues = queues;
    }

    /**
     * A rule.
     *
     * @param detailType such as {@code ECS Deployment State Change}
     */
    public void send(String detailType, String queue) {
        queues.queue(queue);
        queuesByKind
                .computeIfAbsent(detailType, _ -> new CopyOnWriteArraySet<>())
                .add(queue);
    }

    /** What AWS services tell the bus. */
    public void publish(String source, String detailType, List<String> resources, Map<String, Object> detail) {
        var event = new LinkedHashMap<String, Object>();
        event.put("version", "0");
        event.put("id", UUID.randomUUID().toString());
        event.put("detail-type", detailType);
        event.put("source", source);
        event.put("account", place.account());
        event.put("time", clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
        event.put("region", place.region());
        event.put("resources", resources);
        event.put("detail", detail);
        var text = JsonMapper.shared().writeValueAsString(event);
        queuesByKind.getOrDefault(detailType, Set.of()).forEach(queue -> queues.send(queue, text));
    }
}
