package dev.slipway.notification.notifier;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The receiver did not take a message; the text is for people and never holds a secret. */
public class NotDelivered extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean last;
    private final transient @Nullable Duration pause;

    private NotDelivered(String why, boolean last, @Nullable Duration pause) {
        super(why);
        this.last = last;
        this.pause = pause;
    }

    /** It may take it later. */
    public static NotDelivered now(String why) {
        return new NotDelivered(why, false, null);
    }

    /** It may take it after the time it asked for. */
    public static NotDelivered until(String why, @Nullable Duration pause) {
        return new NotDelivered(why, false, pause);
    }

    /** It will never take it as it is. */
    public static NotDelivered ever(String why) {
        return new NotDelivered(why, true, null);
    }

    /** Whether another attempt is in vain. */
    public boolean last() {
        return last;
    }

    /** How long the receiver wants to be left alone; null if it did not say. */
    public @Nullable Duration pause() {
        return pause;
    }
}
