package dev.slipway.target;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

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

    /**
     * Not over yet, and waiting for a person to decide; what happens meanwhile happens.
     *
     * @param key names the question: the same as long as it is the same one
     * @param question for people, with what happens if nobody answers
     */
    record Asks(List<TargetEvent> events, String key, String question, double fraction, Duration lookAgain)
            implements Progress {}

    /**
     * Over, with the verdict.
     *
     * @param symptom what the first failing instance left behind, for anything but a success; null if nothing is known
     * @param remedy what a person does next, where the target knows better than the verdict alone tells; else null
     */
    record Ended(
            List<TargetEvent> events,
            Verdict verdict,
            @Nullable Symptom symptom,
            @Nullable String remedy) implements Progress {

        public Ended(List<TargetEvent> events, Verdict verdict) {
            this(events, verdict, null, null);
        }

        public Ended(List<TargetEvent> events, Verdict verdict, @Nullable Symptom symptom) {
            this(events, verdict, symptom, null);
        }
    }

    /**
     * What is known of an instance that failed. It may be gone by the time of the verdict, so the target keeps it.
     *
     * @param exitCode of its process, if it ended with one
     * @param lastLines the last lines it printed, oldest first
     * @param healthAnswer its last health answer, if it was asked
     */
    record Symptom(
            String instance,
            @Nullable Integer exitCode,
            List<String> lastLines,
            @Nullable String healthAnswer) {

        public Symptom {
            lastLines = List.copyOf(lastLines);
        }
    }
}
