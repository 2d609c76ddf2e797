package dev.slipway.identity;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A person who may sign in.
 *
 * @param userName unique, lower case, never changes
 * @param name what people read
 * @param role the built-in one they have on everything, the highest; null when they have none there
 * @param disabledAt since when sign-in is refused, if it is
 */
public record Account(
        String userName,
        String name,
        @Nullable Role role,
        @Nullable Instant disabledAt,
        Instant createdAt,
        @Nullable Instant lastSignInAt) {

    /** As people read it. */
    public String roleWord() {
        return role == null ? "no role on everything" : role.word();
    }

    public boolean active() {
        return disabledAt == null;
    }
}
