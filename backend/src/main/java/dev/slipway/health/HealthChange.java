package dev.slipway.health;

import dev.slipway.artifact.Digest;
import dev.slipway.target.Health;
import dev.slipway.target.PlacementKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The moment from which a placement was seen to be otherwise than before, and how.
 *
 * @param digest what most instances run
 * @param counts null where they were not noted
 * @param drifted whether it ran something else than was last proven
 * @param gone whether it was no longer defined from then on
 * @param note why, in at most 400 characters: it has to fit into an index
 */
public record HealthChange(
        PlacementKey placement,
        Instant at,
        Health health,
        @Nullable String version,
        @Nullable Digest digest,
        @Nullable Counts counts,
        boolean drifted,
        boolean gone,
        String note) {

    private static final int LONGEST_NOTE = 400;

    public HealthChange {
        note = note.length() > LONGEST_NOTE ? cut(note) : note;
    }

    private static String cut(String note) {
        var end = LONGEST_NOTE - 1;
        return note.substring(0, Character.isHighSurrogate(note.charAt(end - 1)) ? end - 1 : end) + "…";
    }

    /** Of instances. */
    public record Counts(int desired, int running, int pending) {}
}
