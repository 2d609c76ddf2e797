package dev.slipway.identity;

import java.time.Instant;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A key for scripts that acts for a person; the secret itself is shown once and not kept.
 *
 * @param id short, not secret
 * @param permissions what it may do as long as its owner may
 */
public record ApiToken(
        String id,
        String owner,
        String title,
        Set<Permission> permissions,
        Instant createdAt,
        Instant expiresAt,
        @Nullable Instant lastUsedAt,
        @Nullable Instant revokedAt) {

    public ApiToken {
        permissions = Collections.unmodifiableSet(new TreeSet<>(permissions));
    }

    public boolean validAt(Instant time) {
        return revokedAt == null && expiresAt.isAfter(time);
    }
}
