package dev.slipway.promotion;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether a release may enter an environment, with why.
 *
 * @param words one sentence part for people, such as {@code web 1.4.0 is not verified in staging}
 * @param opens when it opens by itself; null when it is open, or only an act opens it
 */
record Judgement(boolean open, String words, @Nullable Instant opens) {

    static Judgement open(String words) {
        return new Judgement(true, words, null);
    }

    static Judgement closed(String words, @Nullable Instant opens) {
        return new Judgement(false, words, opens);
    }
}
