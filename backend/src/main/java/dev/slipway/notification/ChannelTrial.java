package dev.slipway.notification;

import dev.slipway.audit.Actor;
import dev.slipway.audit.AuditLog;
import dev.slipway.identity.PublicAddress;
import dev.slipway.notification.notifier.NotDelivered;
import dev.slipway.web.Waiting;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Sends a real message at once, past the queue, and says what the receiver said. */
@Component
public class ChannelTrial {

    private final Channels channels;
    private final Sending sending;
    private final AuditLog audit;
    private final PublicAddress address;
    private final Clock clock;

    ChannelTrial(Channels channels, Sending sending, AuditLog audit, PublicAddress address, Clock clock) {
        this.channels = channels;
        this.sending = sending;
        this.audit = audit;
        this.address = address;
        this.clock = clock;
    }

    /** @param answer what the receiver said, or why it could not be asked */
    public record Result(boolean arrived, String answer) {}

    public Mono<Result> run(@Nullable String project, long id, Actor actor) {
        return channels.find(project, id)
                .flatMap(channel -> Waiting.call(() -> send(channel, actor))
                        .delayUntil(result -> audit.append(ChannelChanges.event(actor, "channel.test", channel)
                                .because(result.answer()))));
    }

    private Result send(Channel channel, Actor actor) {
        try {
            return new Result(
                    true,
                    sending.send(channel, notice(channel, actor), clock.instant())
                            .answer());
        } catch (NotDelivered e) {
            return new Result(false, String.valueOf(e.getMessage()));
        }
    }

    private Notice notice(Channel channel, Actor actor) {
        var id = "msg_" + UUID.randomUUID().toString().replace("-", "");
        return new Notice(
                id,
                Kind.TEST,
                Severity.INFO,
                new Notice.About(channel.project(), null, id),
                new Notice.Words(
                        "Test of the channel " + channel.name(),
                        actor.name() + " wants to know whether messages of Slipway arrive here. They do.",
                        List.of(),
                        new Notice.Link(address.link("/"), "Open the portal")),
                clock.instant());
    }
}
