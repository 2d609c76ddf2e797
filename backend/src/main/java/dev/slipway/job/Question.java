package dev.slipway.job;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a person must answer before a step goes on.
 *
 * @param about whether the step itself asks, or Slipway asks because the step failed
 * @param expires when the question answers itself with failure, if it does
 */
public record Question(
        About about,
        String text,
        List<String> choices,
        Instant askedAt,
        @Nullable Instant expires) {

    public static final String RETRY = "retry";
    public static final String IGNORE = "ignore";
    public static final String FAIL = "fail";
    public static final String ROLL_BACK = "roll back";

    /** The step kind that takes a placement back. */
    static final String ROLLBACK_KIND = "rollback";

    public Question {
        choices = List.copyOf(choices);
    }

    /** Sorts of questions. */
    public enum About {
        /** The step asks, such as a manual one: continue or stop. */
        STEP,
        /** The step failed: what now? */
        FAILURE
    }
}
