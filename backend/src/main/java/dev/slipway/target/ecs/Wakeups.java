package dev.slipway.target.ecs;

import dev.slipway.aws.AwsAccess;
import dev.slipway.target.PlacementKey;
import dev.slipway.target.PlacementNews;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Listens to queues of events while deployments are followed whose placements name one. An event only has somebody look
 * sooner: nothing depends on it, and where there is no queue nothing listens.
 */
@Component
class Wakeups implements DisposableBean {

    private final Cloud cloud;
    private final Ledger ledger;
    private final ObjectProvider<PlacementNews> news;
    private final Map<Queue, QueueListener> listeners = new ConcurrentHashMap<>();

    Wakeups(Cloud cloud, Ledger ledger, ObjectProvider<PlacementNews> news) {
        this.cloud = cloud;
        this.ledger = ledger;
        this.news = news;
    }

    /** A queue, as whom and where. */
    record Queue(AwsAccess access, String name) {}

    /** A deployment of these settings is being followed. */
    void followed(EcsSettings settings) {
        var name = settings.events();
        if (name != null) {
            var queue = new Queue(settings.place().access(), name);
            listeners.compute(queue, (_, known) -> known != null && known.goesOn() ? known : begin(queue));
        }
    }

    private QueueListener begin(Queue queue) {
        var listener = new QueueListener(cloud.sqs(queue.access()), queue.name(), this::tell);
        Thread.ofVirtual().name("ecs-events-" + queue.name()).start(listener);
        return listener;
    }

    private void tell(EcsEvent event) {
        for (PlacementKey placement : ledger.placementsOf(event)) {
            news.forEach(one -> one.happenedAt(placement));
        }
    }

    @Override
    public void destroy() {
        listeners.values().forEach(QueueListener::end);
        listeners.clear();
    }
}
