package dev.slipway.notification.notifier;

import dev.slipway.notification.Channel;
import dev.slipway.notification.ChannelKind;
import dev.slipway.notification.Notice;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One way of sending. Blocks, on a virtual thread. */
public interface Notifier {

    ChannelKind kind();

    /**
     * Returns once the receiver has taken it. A message may be sent twice when a portal dies between the two: its id is
     * the same then.
     */
    Receipt send(Channel.Destination to, Notice notice, Instant now) throws NotDelivered;

    /**
     * That the receiver has it.
     *
     * @param answer what it said, for people
     * @param handle by which the message can be changed later; null where that is not possible
     */
    record Receipt(String answer, @Nullable String handle) {}
}
