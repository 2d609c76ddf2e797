package dev.slipway.identity;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A key for scripts that acts for a person; the secret itself is shown once and not kept.
 *
 * @param id short, not secret
 * @param permissions what it may do as long as its owner may
 * @param projects where it may; empty for wherever its owner may
 * @param replacedBy the token that takes its place; it holds on for a while beside that one
 */
public record ApiToken(
        String id,
        String owner,
        String title,
        Set<Permission> permissions,
        List<String> projects,
        Instant createdAt,
        Instant expiresAt,
        @Nullable Instant lastUsedAt,
        @Nullable Instant revokedAt,
        @Nullable String replacedBy) {

    public ApiToken {
        projects = List.copyOf(projects);
        permissions = Collections.unmodifiableSet(new TreeSet<>(permissions));
    }

    /** What its owner holds, no further than the token goes. */
    List<Holding> of(List<Holding> holdings) {
        var limits = projects.isEmpty()
                ? List.of(Place.EVERYWHERE)
                : projects.stream().map(Place::of).toList();
        return limits.stream()
                .flatMap(limit -> holdings.stream().flatMap(held -> held.within(permissions, limit).stream()))
                .toList();
    }

    public boolean validAt(Instant time) {
        return revokedAt == null && expiresAt.isAfter(time);
    }
}
