package dev.slipway.identity;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The projects somebody may see.
 *
 * @param all also those to come, and what belongs to no project
 * @param keys of the projects, empty when all
 */
public record Projects(boolean all, Set<String> keys) {

    public static final Projects ALL = new Projects(true, Set.of());

    public Projects {
        keys = all ? Set.of() : Set.copyOf(keys);
    }

    /** Whether a project, or for null what belongs to none, is among them. */
    public boolean include(@Nullable String project) {
        return all || project != null && keys.contains(project);
    }

    /** For a query: null when all. */
    public String @Nullable [] keysOrNull() {
        return all ? null : keys.stream().sorted().toArray(String[]::new);
    }
}
