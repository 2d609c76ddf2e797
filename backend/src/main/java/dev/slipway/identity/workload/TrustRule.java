package dev.slipway.identity.workload;

import dev.slipway.identity.Holding;
import dev.slipway.identity.Permission;
import dev.slipway.identity.Place;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a token of a CI system must be, so that its bearer may act in a project.
 *
 * @param issuer exactly its {@code iss}
 * @param audience one of its {@code aud}
 * @param claims by name, each a value or a glob in which {@code *} stands for any characters
 * @param place where it may act; of one project
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
        @Nullable Instant lastUsedAt) {

    public TrustRule {
        claims = Collections.unmodifiableMap(new TreeMap<>(claims));
        permissions = Collections.unmodifiableSet(new TreeSet<>(permissions));
    }

    /** Why a token with these claims is not trusted; empty when it is. Its issuer and signature are looked at before. */
    Optional<String> hindrance(Map<String, Object> token) {
        if (!values(token.get("aud")).contains(audience)) {
            return Optional.of("its audience is not " + audience);
        }
        return claims.entrySet().stream()
                .filter(wanted -> values(token.get(wanted.getKey())).stream()
                        .noneMatch(value -> matches(wanted.getValue(), value)))
                .findFirst()
                .map(wanted -> "its claim " + wanted.getKey() + " is not " + wanted.getValue());
    }

    Holding holding() {
        return new Holding("trust rule " + title, permissions, place, null);
    }

    /** Without back-tracking over the pattern: everything between stars is literal. */
    static boolean matches(String pattern, String value) {
        var expression = new StringBuilder();
        for (var part : pattern.split("\\*+", -1)) {
            expression.append(expression.isEmpty() ? "" : ".*").append(Pattern.quote(part));
        }
        return value.length() <= LONGEST_VALUE
                && Pattern.compile(expression.toString(), Pattern.DOTALL)
                        .matcher(value)
                        .matches();
    }

    private static final int LONGEST_VALUE = 1_000;

    private static Collection<String> values(@Nullable Object claim) {
        return switch (claim) {
            case null -> Set.of();
            case Collection<?> many -> many.stream().map(String::valueOf).toList();
            default -> Set.of(claim.toString());
        };
    }
}
