package dev.slipway.identity;

import dev.slipway.audit.Actor;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who asks and what they may do; templates know it as {@code access}.
 *
 * @param actor the person or token, absent before sign-in
 * @param owner user name of the person, or of the token's owner
 */
public record Access(@Nullable Actor actor, @Nullable String owner, Set<Permission> permissions) {

    public static final Access NOBODY = new Access(null, null, Set.of());

    public Access {
        permissions = Set.copyOf(permissions);
    }

    public boolean signedIn() {
        return actor != null;
    }

    public boolean may(Permission permission) {
        return permissions.contains(permission);
    }

    /** For templates: {@code access.may('DEPLOY')}. */
    public boolean may(String permission) {
        return may(Permission.valueOf(permission));
    }

    boolean isToken() {
        return actor != null && actor.kind() == Actor.Kind.TOKEN;
    }

    /** What people read, empty before sign-in. */
    public String name() {
        return actor == null ? "" : actor.name();
    }

    /** One or two letters for the corner of the page. */
    public String initials() {
        var letters = new StringBuilder();
        for (var word : name().split("[\\s._@-]+")) {
            if (!word.isEmpty() && letters.length() < 2) {
                letters.appendCodePoint(Character.toUpperCase(word.codePointAt(0)));
            }
        }
        return letters.toString();
    }

    Optional<Actor> whoever() {
        return Optional.ofNullable(actor);
    }
}
