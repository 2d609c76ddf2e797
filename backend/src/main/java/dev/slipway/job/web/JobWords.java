package dev.slipway.job.web;

import dev.slipway.job.JobPlacement;
import dev.slipway.job.StepRun;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Jobs and durations in words. */
final class JobWords {

    private JobWords() {}

    static String services(List<JobPlacement> placements) {
        if (placements.size() > 2) {
            return placements.getFirst().service() + " and " + (placements.size() - 1) + " more";
        }
        return placements.stream().map(JobWords::service).collect(Collectors.joining(", "));
    }

    private static String service(JobPlacement placement) {
        return placement.version() == null ? placement.service() : placement.service() + " " + placement.version();
    }

    /** What a person decided about a step, such as {@code Ada chose ignore: “known gap”}. */
    static @Nullable String answer(StepRun run) {
        var answer = run.report().answer();
        return answer == null
                ? null
                : answer.by() + " chose " + answer.choice()
                        + (answer.note().isBlank() ? "" : ": “" + answer.note() + "”");
    }

    /** Such as {@code 0:31} or {@code 1:02:03}. */
    static String clock(Duration duration) {
        var minutes = duration.toMinutesPart();
        var seconds = duration.toSecondsPart();
        return duration.toHours() == 0
                ? "%d:%02d".formatted(minutes, seconds)
                : "%d:%02d:%02d".formatted(duration.toHours(), minutes, seconds);
    }

    /** Such as {@code about 2 min}; coarse, because an estimate is. */
    static @Nullable String about(@Nullable Duration duration) {
        if (duration == null) {
            return null;
        }
        var seconds = Math.max(0, duration.toSeconds());
        if (seconds < 60) {
            return "about " + Math.max(5, (seconds + 4) / 5 * 5) + " s";
        }
        return seconds < 5400 ? "about " + (seconds + 30) / 60 + " min" : "about " + (seconds + 1800) / 3600 + " h";
    }

    static @Nullable String left(@Nullable Duration duration) {
        if (duration == null) {
            return null;
        }
        return duration.toSeconds() < 2 ? "nearly done" : about(duration) + " left";
    }
}
