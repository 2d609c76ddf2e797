package dev.slipway.identity;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A person who may sign in.
 *
 * @param userName unique, lower case, never changes
 * @param name what people read
 * @param disabledAt since when sign-in is refused, if it is
 */
public record Account(
        String userName,
        String name,
        Role role,
        @Nullable Instant disabledAt,
        Instant createdAt,
        @Nullable Instant lastSignInAt) {

    public boolean active() {
        return disabledAt == null;
    }
}
