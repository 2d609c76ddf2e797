package dev.slipway.job.spi;

import dev.slipway.target.PlacementKey;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Something that must hold before a job that changes placements starts. Asked on a virtual thread; may block. */
public interface Gate {

    /** What people call it, such as {@code approval}. */
    String name();

    Answer ask(Question question) throws Exception;

    /**
     * A job that wants to start.
     *
     * @param releases version to run by placement; without those that have no release
     */
    record Question(long job, String project, long number, String environment, Map<PlacementKey, String> releases) {

        public Question {
            releases = Map.copyOf(releases);
        }
    }

    /** Whether it may. */
    sealed interface Answer {

        record Open() implements Answer {}

        /**
         * Not now; the job waits.
         *
         * @param opens when it may open at the earliest; null when only somebody's act opens it
         */
        record Closed(String reason, @Nullable Instant opens) implements Answer {}

        /** Never; the job ends. */
        record Refused(String reason) implements Answer {}

        /** It could not be told; the job waits and asks again. Never open. */
        record Unknown(String reason) implements Answer {}
    }
}
