package dev.slipway.notification.notifier;

import dev.slipway.notification.Channel;
import dev.slipway.notification.Notice;
import java.time.Instant;

/** A way of sending in which a message can be changed after it was sent. */
public interface UpdatesInPlace extends Notifier {

    /**
     * Puts this in the place of an earlier message.
     *
     * @param handle of the {@link Receipt} of that message
     */
    Receipt update(Channel.Destination to, Notice notice, String handle, Instant now) throws NotDelivered;
}
