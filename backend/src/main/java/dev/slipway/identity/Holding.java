package dev.slipway.identity;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Permissions somebody has in a place, and whence.
 *
 * @param role key of the role that brings them
 * @param through group to which it was granted; null when to the person
 */
public record Holding(
        String role,
        Set<Permission> permissions,
        Place place,
        @Nullable String through) {

    public Holding {
        var all = EnumSet.noneOf(Permission.class);
        all.addAll(permissions);
        permissions = Collections.unmodifiableSet(all);
    }

    /** The same, no further than some permissions and a place; empty if nothing is left. */
    Optional<Holding> within(Set<Permission> most, Place limit) {
        var left = EnumSet.noneOf(Permission.class);
        left.addAll(permissions);
        left.retainAll(most);
        if (left.isEmpty() || !place.meets(limit)) {
            return Optional.empty();
        }
        return Optional.of(new Holding(role, left, limit.covers(place) ? place : narrower(limit), through));
    }

    private Place narrower(Place limit) {
        return new Place(
                place.project() == null ? limit.project() : place.project(),
                place.environment() == null ? limit.environment() : place.environment(),
                place.service() == null ? limit.service() : place.service());
    }
}
