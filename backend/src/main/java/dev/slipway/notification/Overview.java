package dev.slipway.notification;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What is set up, and what became of messages. */
@Component
public class Overview {

    private static final int SHOWN = 50;

    private final Channels channels;
    private final Routes routes;
    private final Deliveries deliveries;

    Overview(Channels channels, Routes routes, Deliveries deliveries) {
        this.channels = channels;
        this.routes = routes;
        this.deliveries = deliveries;
    }

    /** @param deliveries the newest first */
    public record Seen(List<Channel> channels, List<Route> routes, List<Delivery> deliveries) {

        public Seen {
            channels = List.copyOf(channels);
            routes = List.copyOf(routes);
            deliveries = List.copyOf(deliveries);
        }
    }

    /** Of one project, or with null of the whole portal. */
    public Mono<Seen> of(@Nullable String project) {
        return Mono.zip(channels.of(project), routes.of(project), deliveries.recent(project, SHOWN))
                .map(all -> new Seen(all.getT1(), all.getT2(), all.getT3()));
    }

    /** Hints that it changed; hot. */
    public Flux<String> changes() {
        return deliveries.changes();
    }
}
