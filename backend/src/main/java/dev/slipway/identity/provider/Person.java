package dev.slipway.identity.provider;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whom a provider vouches for. Issuer and subject together are the person; names and addresses may change hands.
 *
 * @param wish the user name they have there, if it is told
 * @param email only if the provider says that it verified it
 * @param claims all that the provider told
 */
public record Person(
        String issuer,
        String subject,
        @Nullable String wish,
        String name,
        @Nullable String email,
        List<String> groups,
        Map<String, Object> claims) {

    public Person {
        groups = List.copyOf(groups);
        claims = claims.entrySet().stream()
                .filter(claim -> claim.getValue() != null)
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** From the claims of OpenID Connect Core 1.0, section 5.1. */
    static Person of(Provider provider, String issuer, Map<String, Object> claims) {
        var subject = Objects.requireNonNull(text(claims, "sub"), "the provider gives no subject");
        var wish = text(claims, "preferred_username");
        var name = text(claims, "name");
        var email = Boolean.TRUE.equals(claims.get("email_verified")) ? text(claims, "email") : null;
        return new Person(
                issuer,
                subject,
                wish == null ? email : wish,
                name == null ? wish == null ? subject : wish : name,
                email,
                values(claims, provider.groupsClaim()).distinct().toList(),
                claims);
    }

    /** What a claim holds, one or many; dots lead into nested claims. */
    static Stream<String> values(Map<String, Object> claims, String path) {
        Object value = claims.get(path);
        var dot = path.indexOf('.');
        if (value == null && dot > 0 && claims.get(path.substring(0, dot)) instanceof Map<?, ?> inner) {
            @SuppressWarnings("unchecked") // JSON has no other keys
            var nested = (Map<String, Object>) inner;
            return values(nested, path.substring(dot + 1));
        }
        return (value instanceof Collection<?> many ? many.stream() : Stream.ofNullable(value))
                .filter(one -> one instanceof String || one instanceof Number || one instanceof Boolean)
                .map(Object::toString);
    }

    private static @Nullable String text(Map<String, Object> claims, String name) {
        return claims.get(name) instanceof String text && !text.isBlank() ? text.strip() : null;
    }
}
