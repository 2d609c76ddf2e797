package dev.slipway.dashboard.web;

import dev.slipway.dashboard.Overview;
import dev.slipway.job.Job;
import dev.slipway.job.JobDetail;
import dev.slipway.job.JobProgress;
import dev.slipway.web.Glyph;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A list beside the grid: what waits for a person, what runs, or how jobs of the last day ended. */
record DashboardSide(String project, boolean yours, List<Item> items) {

    private static final Duration TODAY = Duration.ofHours(24);

    /** One job in such a list. */
    record Item(
            long number,
            String title,
            @Nullable Glyph tag,
            String detail,
            @Nullable Instant at,
            @Nullable Integer percent) {}

    static DashboardSide waiting(Overview overview, boolean mayDecide) {
        return new DashboardSide(
                overview.project().key(),
                mayDecide,
                overview.open().stream()
                        .map(JobDetail::job)
                        .flatMap(job -> job.steps().stream()
                                .map(run -> run.report().question())
                                .filter(Objects::nonNull)
                                .map(question -> new Item(
                                        job.number(),
                                        question.text(),
                                        new Glyph("warn", "decide"),
                                        job.order().subject(),
                                        question.askedAt(),
                                        null)))
                        .toList());
    }

    static DashboardSide running(Overview overview, Instant now) {
        return new DashboardSide(
                overview.project().key(),
                false,
                overview.open().stream()
                        .filter(detail -> !DashboardWords.asks(detail.job()))
                        .map(detail -> running(detail, now))
                        .toList());
    }

    private static Item running(JobDetail detail, Instant now) {
        var job = detail.job();
        var progress = JobProgress.of(detail, now);
        var begun = job.status().startedAt() != null;
        return new Item(
                job.number(),
                job.order().title(),
                job.order().dryRun() ? new Glyph("accent", "dry run") : null,
                DashboardWords.stage(detail, progress),
                null,
                begun ? progress.percent() : null);
    }

    static DashboardSide verdicts(Overview overview, Instant now) {
        return new DashboardSide(
                overview.project().key(),
                false,
                overview.ended().stream()
                        .filter(job -> !job.order().dryRun() && isOfToday(job, now))
                        .limit(6)
                        .map(DashboardSide::verdict)
                        .toList());
    }

    private static boolean isOfToday(Job job, Instant now) {
        var ended = job.status().endedAt();
        return ended != null && ended.isAfter(now.minus(TODAY));
    }

    private static Item verdict(Job job) {
        var verdict = Objects.requireNonNull(job.status().verdict(), "a job that ended has a verdict");
        return new Item(
                job.number(),
                Overview.deploys(job) ? job.order().subject() : job.order().title(),
                DashboardWords.ended(job, verdict.outcome()),
                verdict.reason(),
                job.status().endedAt(),
                null);
    }
}
