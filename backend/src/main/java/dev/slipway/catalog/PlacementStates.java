package dev.slipway.catalog;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** What is known of a placement's state, for pages that show definitions; the module that observes provides it. */
public interface PlacementStates {

    /** Empty if nothing is known. */
    Mono<State> of(Placement placement);

    /**
     * One state.
     *
     * @param glyph kind of state glyph, such as {@code ok} or {@code unk}
     * @param word the state in a word
     * @param version that runs, if any
     * @param seen when it was seen
     * @param note one line more; empty if there is nothing to say
     */
    record State(
            String glyph,
            String word,
            @Nullable String version,
            @Nullable Instant seen,
            String note) {}
}
