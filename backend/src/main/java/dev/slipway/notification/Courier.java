package dev.slipway.notification;

import dev.slipway.engine.Lease;
import dev.slipway.engine.Work;
import dev.slipway.notification.Bundles.Bundle;
import dev.slipway.notification.notifier.NotDelivered;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Brings one channel what waits for it, in order: nothing overtakes what could not be delivered yet. One courier a channel
 * over all portals.
 */
@Component
class Courier implements Work {

    static final String WORK = "notification-delivery";

    private static final Logger LOG = LoggerFactory.getLogger(Courier.class);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    private static final Duration LONGEST_WISH = Duration.ofHours(1);
    private static final int AT_ONCE = 50;

    private final Channels channels;
    private final DeliveryRows rows;
    private final Sending sending;
    private final Deliveries deliveries;
    private final Patience patience;

    /** How long it goes on. */
    @Component
    record Patience(NotificationProperties properties, Clock clock) {}

    Courier(Channels channels, DeliveryRows rows, Sending sending, Deliveries deliveries, Patience patience) {
        this.channels = channels;
        this.rows = rows;
        this.sending = sending;
        this.deliveries = deliveries;
        this.patience = patience;
    }

    @Override
    public String kind() {
        return WORK;
    }

    @Override
    public Outcome run(String id, Lease lease) {
        while (lease.held()) {
            var channel = channels.find(Long.parseLong(id)).blockOptional();
            var waiting =
                    rows.waiting(Long.parseLong(id), AT_ONCE).blockOptional().orElseThrow();
            if (channel.isEmpty() || waiting.isEmpty()) {
                return new Outcome.Done();
            }
            var due = waiting.getFirst().dueAt();
            if (due.isAfter(now())) {
                return new Outcome.Again(due);
            }
            var bundle = Bundles.first(channel.get(), waiting, now());
            var again = bring(channel.get(), bundle);
            deliveries.tell().block();
            if (again.isPresent()) {
                return new Outcome.Again(again.get());
            }
        }
        return new Outcome.Again(now());
    }

    /** When to try again, if it has to. */
    private Optional<Instant> bring(Channel channel, Bundle bundle) {
        if (!bundle.said().isEmpty()) {
            rows.end(bundle.said(), Delivery.State.MERGED, "a later message says it too", now())
                    .block();
        }
        try {
            var receipt = sending.send(channel, bundle.notice(), now());
            rows.end(bundle.told(), Delivery.State.SENT, receipt.answer(), now())
                    .block();
            return Optional.empty();
        } catch (NotDelivered e) {
            return failed(channel, bundle, e);
        }
    }

    private Optional<Instant> failed(Channel channel, Bundle bundle, NotDelivered e) {
        var now = now();
        var first = bundle.told().getFirst();
        var why = String.valueOf(e.getMessage());
        var since = Duration.between(first.course().madeAt(), now);
        if (e.last() || since.compareTo(patience.properties().giveUp()) > 0) {
            LOG.warn(
                    "Channel {} did not take {} and will not: {}",
                    channel.name(),
                    first.notice().id(),
                    why);
            rows.end(bundle.told(), Delivery.State.FAILED, why, now).block();
            return Optional.empty();
        }
        var due = now.plus(pause(first.attempts(), e.pause()));
        LOG.info(
                "Channel {} did not take {}, again at {}: {}",
                channel.name(),
                first.notice().id(),
                due,
                why);
        rows.later(bundle.told(), why, now, due).block();
        return Optional.of(due);
    }

    private static Duration pause(int attempts, @org.jspecify.annotations.Nullable Duration wish) {
        var own = FIRST_PAUSE.multipliedBy(1L << Math.min(attempts, 6));
        var pause = own.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : own;
        if (wish == null || wish.compareTo(pause) <= 0) {
            return pause;
        }
        return wish.compareTo(LONGEST_WISH) > 0 ? LONGEST_WISH : wish;
    }

    /** Milliseconds, so that a time is the same after it was stored. */
    private Instant now() {
        return Instant.ofEpochMilli(patience.clock().millis());
    }
}
