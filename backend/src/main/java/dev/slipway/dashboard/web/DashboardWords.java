package dev.slipway.dashboard.web;

import dev.slipway.health.Observed;
import dev.slipway.health.Reading;
import dev.slipway.job.Job;
import dev.slipway.job.JobDetail;
import dev.slipway.job.JobProgress;
import dev.slipway.job.JobState;
import dev.slipway.job.StepState;
import dev.slipway.target.Health;
import dev.slipway.target.Outcome;
import dev.slipway.web.Glyph;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Shapes and words of what the dashboard shows. */
public final class DashboardWords {

    private DashboardWords() {}

    public static Glyph glyph(Health health) {
        return switch (health) {
            case HEALTHY -> new Glyph("ok", "healthy");
            case DEGRADED -> new Glyph("warn", "degraded");
            case UNHEALTHY -> new Glyph("bad", "unhealthy");
            case MOVING -> new Glyph("run", "moving");
            case ABSENT -> new Glyph("idle", "nothing there");
            case UNKNOWN -> new Glyph("unk", "unknown");
        };
    }

    static Glyph glyph(Outcome outcome) {
        return switch (outcome) {
            case SUCCEEDED -> new Glyph("ok", "succeeded");
            case ROLLED_BACK -> new Glyph("bad", "rolled back");
            case FAILED -> new Glyph("bad", "failed");
            case CANCELLED -> new Glyph("unk", "cancelled");
            case UNKNOWN -> new Glyph("unk", "unknown");
        };
    }

    /** How a job ended; one that went on over a failure is never shown as well. */
    public static Glyph ended(Job job, Outcome outcome) {
        if (job.refused()) {
            return new Glyph("bad", "refused");
        }
        return outcome == Outcome.SUCCEEDED && job.ignoresFailures()
                ? new Glyph("warn", "failure ignored")
                : glyph(outcome);
    }

    static String state(Job job) {
        var verdict = job.status().verdict();
        return verdict == null
                ? job.status().state().name().toLowerCase(java.util.Locale.ROOT)
                : ended(job, verdict.outcome()).word();
    }

    static boolean asks(Job job) {
        return job.steps().stream().anyMatch(run -> run.state() == StepState.DECIDING);
    }

    /** Where a job is, such as {@code Deploy, step 2 of 3, about 1 min left}. */
    static String stage(JobDetail detail, JobProgress progress) {
        var job = detail.job();
        var waiting = job.status().waiting();
        if (job.status().state() == JobState.QUEUED) {
            return "queued";
        }
        if (waiting != null && JobProgress.current(job).isEmpty()) {
            return waiting.reason();
        }
        var steps = job.steps();
        return JobProgress.current(job)
                .map(run -> run.title() + ", step " + (steps.indexOf(run) + 1) + " of " + steps.size()
                        + (asks(job) ? ", waits for an answer" : left(progress.left())))
                .orElse("running");
    }

    private static String left(@org.jspecify.annotations.Nullable Duration left) {
        if (left == null) {
            return "";
        }
        var seconds = left.toSeconds();
        if (seconds < 5) {
            return ", nearly done";
        }
        return seconds < 60
                ? ", about " + (seconds + 4) / 5 * 5 + " s left"
                : ", about " + (seconds + 30) / 60 + " min left";
    }

    /** How much waits to be worked on, in few words; null where nobody says how to ask. */
    public static @Nullable String queue(Observed observed) {
        var depth = observed.load().queueDepth();
        if (depth != null) {
            return Amount.brief(depth) + " queued";
        }
        return observed.readings().stream().anyMatch(DashboardWords::isBlindQueue) ? "queue ?" : null;
    }

    private static boolean isBlindQueue(Reading reading) {
        return !reading.trouble().isEmpty()
                && (reading.by().equals("Queue") || reading.trouble().contains("queue: "));
    }
}
