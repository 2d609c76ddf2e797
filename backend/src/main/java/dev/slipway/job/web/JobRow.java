package dev.slipway.job.web;

import dev.slipway.job.Job;
import dev.slipway.job.JobProgress;
import dev.slipway.web.Glyph;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One job in the list. */
record JobRow(
        long number,
        String title,
        String detail,
        Glyph glyph,
        boolean dryRun,
        String by,
        Instant requestedAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable Integer percent) {

    /** The jobs of one page of the list, as one value for one part of the page. */
    record Rows(String project, List<JobRow> rows) {}

    static Rows of(String project, List<Job> jobs) {
        return new Rows(project, jobs.stream().map(JobRow::of).toList());
    }

    private static JobRow of(Job job) {
        var status = job.status();
        return new JobRow(
                job.number(),
                job.order().title(),
                detail(job),
                JobGlyphs.of(job),
                job.order().dryRun(),
                job.order().requestedBy().name(),
                job.order().requestedAt(),
                status.startedAt(),
                status.endedAt(),
                job.over() || status.startedAt() == null ? null : done(job));
    }

    /** Without estimates: by the number of steps that are over. */
    private static int done(Job job) {
        var over = job.steps().stream().filter(run -> run.state().over()).count();
        return job.steps().isEmpty() ? 0 : (int) (100 * over / job.steps().size());
    }

    private static String detail(Job job) {
        var verdict = job.status().verdict();
        if (verdict != null) {
            return verdict.reason();
        }
        var waiting = job.status().waiting();
        return JobProgress.current(job)
                .map(run -> run.report().summary().isBlank()
                        ? run.title()
                        : run.title() + ": " + run.report().summary())
                .orElseGet(() ->
                        waiting == null ? Objects.requireNonNullElse(job.order().note(), "") : waiting.reason());
    }
}
