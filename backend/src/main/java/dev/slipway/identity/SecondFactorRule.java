package dev.slipway.identity;

import dev.slipway.web.FieldProblem;
import dev.slipway.web.InvalidInput;
import io.r2dbc.spi.Readable;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Who must have a second factor besides a password of this portal. Whom a provider vouches for needs none here: that is the
 * provider's to ask for.
 *
 * @param permissions whoever holds one of these anywhere must
 */
public record SecondFactorRule(boolean everybody, Set<Permission> permissions) {

    public static final SecondFactorRule NOBODY = new SecondFactorRule(false, Set.of());

    public SecondFactorRule {
        var all = EnumSet.noneOf(Permission.class);
        all.addAll(permissions);
        permissions = Collections.unmodifiableSet(all);
        if (!everybody && permissions.contains(Permission.VIEW)) {
            throw new InvalidInput(
                    "The rule cannot be kept.",
                    new FieldProblem(
                            "permissions", "must not be VIEW, which all people have", "Ask everybody instead."));
        }
    }

    /** Whether somebody with these holdings must. */
    public boolean concerns(Collection<Holding> held) {
        return everybody
                || held.stream().anyMatch(holding -> !Collections.disjoint(holding.permissions(), permissions));
    }

    /** Whether anybody must. */
    public boolean asks() {
        return everybody || !permissions.isEmpty();
    }

    /** As people read it: {@code whoever may approve or administer}. */
    public String words() {
        if (everybody) {
            return "everybody who signs in with a password";
        }
        return permissions.isEmpty()
                ? "nobody"
                : "whoever may " + permissions.stream().map(Permission::verb).collect(Collectors.joining(" or "));
    }

    /** Of a row that has the columns of the table, which are null when there is none. */
    static SecondFactorRule read(Readable row) {
        var permissions = row.get("permissions", String[].class);
        return permissions == null
                ? NOBODY
                : new SecondFactorRule(
                        Boolean.TRUE.equals(row.get("everybody", Boolean.class)),
                        Arrays.stream(permissions).map(Permission::valueOf).collect(Collectors.toSet()));
    }
}
