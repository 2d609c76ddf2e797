package dev.slipway.notification;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One notice on its way to one channel.
 *
 * @param dueAt when it is tried next, while it waits
 */
public record Delivery(long id, long channel, Notice notice, State state, int attempts, Course course, Instant dueAt) {

    /** Where it is. */
    public enum State {
        WAITING,
        SENT,
        /** The receiver refused it for good, or nobody answered for days; somebody may send it again. */
        FAILED,
        /** A later message says it too. */
        MERGED
    }

    /**
     * What became of it.
     *
     * @param answer what the receiver said last, or why it could not be asked
     */
    public record Course(
            Instant madeAt,
            @Nullable Instant triedAt,
            @Nullable Instant endedAt,
            @Nullable String answer) {}

    /** Whether the last attempt failed and there will be another. */
    public boolean troubled() {
        return state == State.WAITING && attempts > 0;
    }
}
