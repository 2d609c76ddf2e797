package dev.slipway.approval.web;

import dev.slipway.job.Job;
import dev.slipway.web.Glyph;
import java.time.Instant;

/** An earlier job at the same placement. */
record PastJob(String project, long number, String title, Glyph glyph, String detail, Instant at) {

    static PastJob of(Job job) {
        var verdict = job.status().verdict();
        return new PastJob(
                job.project(),
                job.number(),
                job.order().title(),
                verdict == null
                        ? new Glyph("run", "not over")
                        : switch (verdict.outcome()) {
                            case SUCCEEDED -> new Glyph(job.ignoresFailures() ? "warn" : "ok", "succeeded");
                            case ROLLED_BACK -> new Glyph("bad", "rolled back");
                            case FAILED -> new Glyph("bad", "failed");
                            case CANCELLED -> new Glyph("skip", "cancelled");
                            case UNKNOWN -> new Glyph("unk", "unknown");
                        },
                verdict == null ? "" : verdict.reason(),
                job.order().requestedAt());
    }
}
