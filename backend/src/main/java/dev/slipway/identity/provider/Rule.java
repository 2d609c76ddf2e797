package dev.slipway.identity.provider;

import dev.slipway.identity.Role;
import org.jspecify.annotations.Nullable;

/**
 * Who has a claim of a value gets a role, a group, or both.
 *
 * @param provider id of the provider it is about; absent: any
 * @param claim name, with dots into nested claims; {@code groups} is the provider's groups claim
 * @param value exact, or its beginning and {@code *}
 * @param role the least role such a person has
 * @param group key of a group of the portal that such a person is a member of
 */
public record Rule(
        @Nullable String provider,
        String claim,
        String value,
        @Nullable Role role,
        @Nullable String group) {

    /** The claim that means the groups, whatever the provider calls it. */
    public static final String GROUPS = "groups";

    boolean concerns(String id, Person person) {
        var values = claim.equals(GROUPS) ? person.groups().stream() : Person.values(person.claims(), claim);
        return (provider == null || provider.equals(id)) && values.anyMatch(this::matches);
    }

    private boolean matches(String given) {
        return value.endsWith("*") ? given.startsWith(value.substring(0, value.length() - 1)) : given.equals(value);
    }

    /** As people read it. */
    public String words() {
        return claim + " " + value + (provider == null ? "" : " at " + provider);
    }
}
