package dev.slipway.notification;

import dev.slipway.engine.Signals;
import dev.slipway.engine.WorkQueue;
import dev.slipway.web.Conflict;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What is on its way, what arrived and what did not. */
@Component
public class Deliveries {

    static final String TOPIC = "notification";

    private final DeliveryRows rows;
    private final WorkQueue work;
    private final Signals signals;
    private final NotificationProperties properties;
    private final Clock clock;

    Deliveries(DeliveryRows rows, WorkQueue work, Signals signals, NotificationProperties properties, Clock clock) {
        this.rows = rows;
        this.work = work;
        this.signals = signals;
        this.properties = properties;
        this.clock = clock;
    }

    /** Takes part in the caller's transaction. The same notice goes to a channel once, however many routes lead there. */
    Mono<Void> add(Channel channel, Notice notice) {
        var now = clock.instant();
        var due = channel.kind().forPeople() ? now.plus(properties.gather()) : now;
        return rows.add(channel, notice, now, due)
                .filter(added -> added)
                .flatMap(_ -> work.schedule(Courier.WORK, Long.toString(channel.id()), due))
                .then(tell());
    }

    /** Newest first: those of one project, or with null those of the channels of the whole portal. */
    public Mono<List<Delivery>> recent(@Nullable String project, int limit) {
        return rows.recent(project, limit);
    }

    /** Tries it now: a failed one again with the same id, a waiting one without waiting. */
    Mono<Void> again(Channel channel, long delivery) {
        return rows.again(channel.id(), delivery, clock.instant())
                .filter(changed -> changed)
                .switchIfEmpty(Mono.error(() -> new Conflict("It was sent, or there is no such delivery.")))
                .flatMap(_ -> work.schedule(Courier.WORK, Long.toString(channel.id()), clock.instant()))
                .then(tell());
    }

    /** Hints that something changed; hot. */
    public Flux<String> changes() {
        return signals.on(TOPIC);
    }

    Mono<Void> tell() {
        return signals.send(TOPIC, "");
    }
}
