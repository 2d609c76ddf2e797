package dev.slipway.target;

import java.time.Duration;
import java.util.List;

/** How far a deployment is. */
public sealed interface Progress {

    /** What happened since the last look, oldest first. */
    List<TargetEvent> events();

    /**
     * Not over yet.
     *
     * @param fraction how much is done, 0 to 1
     * @param summary one line for people, such as {@code 1/2 healthy, breaker 1 of 3}
     * @param lookAgain when another look makes sense
     */
    record UnderWay(List<TargetEvent> events, double fraction, String summary, Duration lookAgain)
            implements Progress {}

    /** Over, with the verdict. */
    record Ended(List<TargetEvent> events, Verdict verdict) implements Progress {}
}
