package dev.slipway.job.web;

import dev.slipway.job.Job;
import dev.slipway.job.StepRun;
import dev.slipway.job.Waiting;
import dev.slipway.target.Finding;
import dev.slipway.target.Outcome;
import dev.slipway.web.Glyph;

/** Shapes and words of the states of jobs, steps and findings. */
final class JobGlyphs {

    private JobGlyphs() {}

    static Glyph of(Job job) {
        var verdict = job.status().verdict();
        return switch (job.status().state()) {
            case QUEUED -> new Glyph("wait", "queued");
            case RUNNING -> asks(job) ? new Glyph("ask", "asks you") : new Glyph("run", "running");
            case WAITING -> waiting(job.status().waiting());
            case CANCELLING -> new Glyph("run", "being cancelled");
            case ENDED -> verdict == null ? new Glyph("unk", "unknown") : ended(job, verdict.outcome());
        };
    }

    /** A step with a question is called now and then while the question stands; that is no sign of going on. */
    private static boolean asks(Job job) {
        var underWay =
                job.steps().stream().filter(run -> run.state().underWay()).toList();
        return !underWay.isEmpty()
                && underWay.stream().allMatch(run -> run.report().question() != null);
    }

    private static Glyph ended(Job job, Outcome outcome) {
        if (job.refused()) {
            return new Glyph("bad", "refused");
        }
        return outcome == Outcome.SUCCEEDED && job.ignoresFailures()
                ? new Glyph("warn", "failure ignored")
                : of(outcome);
    }

    private static Glyph waiting(@org.jspecify.annotations.Nullable Waiting waiting) {
        if (waiting == null) {
            return new Glyph("wait", "waiting");
        }
        return switch (waiting.what()) {
            case DECISION -> new Glyph("ask", "asks you");
            case LOCK -> new Glyph("wait", "waits for a lock");
            case GATE -> new Glyph("wait", "waits at a gate");
            case TIME -> new Glyph("run", "running");
        };
    }

    static Glyph of(Outcome outcome) {
        return switch (outcome) {
            case SUCCEEDED -> new Glyph("ok", "succeeded");
            case ROLLED_BACK -> new Glyph("bad", "rolled back");
            case FAILED -> new Glyph("bad", "failed");
            case CANCELLED -> new Glyph("skip", "cancelled");
            case UNKNOWN -> new Glyph("unk", "unknown");
        };
    }

    static Glyph of(StepRun run, boolean jobOver) {
        return switch (run.state()) {
            case PENDING -> new Glyph("idle", jobOver ? "not reached" : "to come");
            case RUNNING, WAITING ->
                run.report().question() == null ? new Glyph("run", "running") : new Glyph("ask", "asks you");
            case DECIDING -> new Glyph("ask", "asks you");
            case SUCCEEDED -> new Glyph("ok", "succeeded");
            case FAILED ->
                run.report().verdict() != null && run.report().verdict().outcome() == Outcome.ROLLED_BACK
                        ? new Glyph("bad", "rolled back")
                        : new Glyph("bad", "failed");
            case IGNORED -> new Glyph("warn", "failed, ignored");
            case SKIPPED -> new Glyph("skip", "skipped");
            case CANCELLED -> new Glyph("skip", "cancelled");
        };
    }

    static Glyph of(Finding.Result result) {
        return switch (result) {
            case PASS -> new Glyph("ok", "passes");
            case WARN -> new Glyph("warn", "warns");
            case BLOCK -> new Glyph("bad", "blocks");
            case UNKNOWN -> new Glyph("unk", "unknown");
        };
    }
}
