package dev.slipway.notification;

import dev.slipway.engine.Lease;
import dev.slipway.engine.Work;
import dev.slipway.notification.message.Messages;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Finds out who is to be told of what the outbox holds. An entry leaves it in the transaction that made its deliveries. */
@Component
class Routing implements Work {

    private final Outbox outbox;
    private final Messages messages;
    private final Routes routes;
    private final Deliveries deliveries;
    private final TransactionalOperator transactions;

    Routing(
            Outbox outbox,
            Messages messages,
            Routes routes,
            Deliveries deliveries,
            TransactionalOperator transactions) {
        this.outbox = outbox;
        this.messages = messages;
        this.routes = routes;
        this.deliveries = deliveries;
        this.transactions = transactions;
    }

    @Override
    public String kind() {
        return Outbox.WORK;
    }

    @Override
    public Outcome run(String stream, Lease lease) {
        for (var recorded : outbox.of(stream).blockOptional().orElseThrow()) {
            route(recorded).as(transactions::transactional).block();
        }
        return new Outcome.Done();
    }

    private Mono<Void> route(Recorded recorded) {
        var told = recorded.action().equals(Outbox.PROJECT_GONE)
                ? routes.forget(recorded.what().project())
                : messages.of(recorded).flatMap(this::deliver);
        return told.then(outbox.remove(recorded));
    }

    private Mono<Void> deliver(Notice notice) {
        return routes.channels(notice)
                .flatMapMany(Flux::fromIterable)
                .concatMap(channel -> deliveries.add(channel, notice))
                .then();
    }
}
