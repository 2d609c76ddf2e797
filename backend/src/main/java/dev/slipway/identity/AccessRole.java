package dev.slipway.identity;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * A role that can be granted: one that is built in, or one's own.
 *
 * @param key as grants name it
 * @param title what people read
 * @param permissions always with {@link Permission#VIEW}
 */
public record AccessRole(String key, String title, Set<Permission> permissions, boolean builtIn) {

    public AccessRole {
        var all = EnumSet.of(Permission.VIEW);
        all.addAll(permissions);
        permissions = Collections.unmodifiableSet(all);
    }

    static AccessRole of(Role role) {
        return new AccessRole(role.word(), role.description(), role.permissions(), true);
    }
}
