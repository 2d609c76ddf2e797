package dev.slipway.identity;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A role given to somebody in a place.
 *
 * @param person user name; null when it is given to a group
 * @param group its key; null when it is given to a person
 * @param role key of a built-in role or of one's own
 * @param by name of who granted it
 */
public record Grant(
        long id, @Nullable String person, @Nullable String group, String role, Place place, Instant at, String by) {

    /** As people read it: {@code group backend}. */
    public String subject() {
        return person == null ? "group " + group : String.valueOf(person);
    }
}
