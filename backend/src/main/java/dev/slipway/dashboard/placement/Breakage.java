package dev.slipway.dashboard.placement;

import dev.slipway.web.Glyph;
import java.time.Instant;
import java.util.List;

/**
 * The last time a placement ceased to be well, with what had changed before it.
 *
 * @param glyph what it became
 * @param before what changed in the hour before, newest first
 */
public record Breakage(Instant at, Glyph glyph, String note, List<Happening> before) {

    public Breakage {
        before = List.copyOf(before);
    }
}
