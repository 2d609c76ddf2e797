package dev.slipway.identity.workload;

import dev.slipway.identity.Holding;
import dev.slipway.identity.Permission;
import dev.slipway.identity.Place;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a token of a CI system must be, so that its bearer may act in a project.
 *
 * @param issuer exactly its {@code iss}
 * @param audience one of its {@code aud}
 * @param claims by name, each a value or a glob in which {@code *} stands for any characters
 * @param place where it may act; of one project
 * @param version counts its changes
 */
public record TrustRule(
        long id,
        String title,
        String issuer,
        String audience,
        Map<String, String> claims,
        Set<Permission> permissions,
        Place place,
        Instant createdAt,
        String createdBy,
        @Nullable Instant lastUsedAt,
        int version) {

    public TrustRule {
        claims = Collections.unmodifiableMap(new TreeMap<>(claims));
        permissions = Collections.unmodifiableSet(new TreeSet<>(permissions));
    }

    /** Why a token with these claims is not trusted; empty when it is. Its signature is looked at before. */
    Optional<String> hindrance(Map<String, Object> token) {
        return checks(token).stream().filter(check -> !check.fits()).findFirst().map(check -> switch (check.claim()) {
            case "iss" -> "its issuer is not " + issuer;
            case "aud" -> "its audience is not " + audience;
            default -> "its claim " + check.claim() + " is not " + check.wanted();
        });
    }

    /** Each thing that is asked of a token with these claims. */
    List<ClaimCheck> checks(Map<String, Object> token) {
        var checks = new ArrayList<ClaimCheck>();
        checks.add(check(token, "iss", issuer, issuer::equals));
        checks.add(check(token, "aud", audience, audience::equals));
        claims.forEach((name, wanted) -> checks.add(check(token, name, wanted, said -> matches(wanted, said))));
        return checks;
    }

    private static ClaimCheck check(Map<String, Object> token, String name, String wanted, Predicate<String> fits) {
        var said = values(token.get(name));
        return new ClaimCheck(name, wanted, said, said.stream().anyMatch(fits));
    }

    Holding holding() {
        return new Holding("trust rule " + title, permissions, place, null);
    }

    /** Stars stand for any text. Takes the first place for each part between two of them, and never goes back. */
    static boolean matches(String pattern, String value) {
        var parts = pattern.split("\\*+", -1);
        var last = parts[parts.length - 1];
        if (parts.length == 1 || value.length() > LONGEST_VALUE) {
            return pattern.equals(value) && value.length() <= LONGEST_VALUE;
        }
        var end = value.length() - last.length();
        var at = parts[0].length();
        if (!value.startsWith(parts[0]) || end < at || !value.endsWith(last)) {
            return false;
        }
        for (var part : List.of(parts).subList(1, parts.length - 1)) {
            var found = value.indexOf(part, at);
            if (found < 0 || found + part.length() > end) {
                return false;
            }
            at = found + part.length();
        }
        return true;
    }

    private static final int LONGEST_VALUE = 1_000;

    private static List<String> values(@Nullable Object claim) {
        return switch (claim) {
            case null -> List.of();
            case Collection<?> many -> many.stream().map(String::valueOf).toList();
            default -> List.of(claim.toString());
        };
    }
}
