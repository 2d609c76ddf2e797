package dev.slipway.dashboard.web;

import dev.slipway.dashboard.Overview;
import dev.slipway.health.Observed;
import dev.slipway.job.Job;
import dev.slipway.job.JobDetail;
import dev.slipway.job.JobProgress;
import dev.slipway.target.Health;
import dev.slipway.target.Outcome;
import dev.slipway.web.Glyph;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the grid shows of one placement.
 *
 * @param version that runs, or from which to which it goes
 * @param count of instances that run, of those that should
 * @param tag the one thing that is not as it should be
 * @param text what there is to say
 * @param at when it came to run what it runs
 * @param job the job this is about
 * @param deployable whether the viewer may deploy here
 */
record DashboardCell(
        String project,
        String environment,
        String service,
        Glyph glyph,
        String version,
        String count,
        @Nullable Glyph tag,
        String text,
        @Nullable Instant at,
        @Nullable Long job,
        @Nullable Integer percent,
        boolean deployable) {

    static DashboardCell of(Overview overview, Overview.At at, boolean deployable, Instant now) {
        var key = at.placement().key();
        var cell = new DashboardCell(
                key.project(),
                key.environment(),
                key.service(),
                glyph(at.observed()),
                version(at),
                count(at.observed()),
                null,
                "",
                null,
                null,
                null,
                deployable);
        return overview.openAt(key)
                .map(detail -> cell.changedBy(detail, at, now))
                .orElseGet(() -> cell.atRest(overview, at));
    }

    private DashboardCell changedBy(JobDetail detail, Overview.At at, Instant now) {
        var job = detail.job();
        var asked = job.order().placement(service).orElseThrow().version();
        var moving = job.steps().stream().anyMatch(run -> run.state().underWay());
        var shown = asked == null || asked.equals(at.version()) || !Overview.deploys(job)
                ? version
                : at.version() == null ? asked : at.version() + " → " + asked;
        var progress = JobProgress.of(detail, now);
        var asks = DashboardWords.asks(job);
        return new DashboardCell(
                project,
                environment,
                service,
                asks
                        ? new Glyph("ask", "asks you")
                        : moving ? new Glyph("run", "changing") : new Glyph("wait", "queued"),
                shown,
                count,
                null,
                DashboardWords.stage(detail, progress),
                null,
                job.number(),
                moving ? progress.percent() : null,
                deployable);
    }

    private DashboardCell atRest(Overview overview, Overview.At at) {
        var observed = at.observed();
        var verified = at.verified();
        var last = at.last();
        var seen = observed == null ? null : observed.seen();
        if (last != null && (verified == null || last.number() > verified.number()) && ended(last)) {
            return with(outcome(last), Objects.requireNonNullElse(asked(last), ""), ended(last, at), last.number());
        }
        if (observed != null && observed.health() == Health.UNKNOWN) {
            return with(new Glyph("unk", "unknown"), observed.trouble(), observed.unreachableSince(), null);
        }
        if (observed == null || observed.health() == Health.ABSENT) {
            return with(null, observed == null ? "not looked at yet" : "nothing deployed yet", null, null);
        }
        if (observed.drift() != null) {
            var drift = observed.drift();
            return with(
                    new Glyph("warn", "drift"),
                    drift.told(),
                    drift.since(),
                    verified == null ? null : verified.number());
        }
        if (observed.health() != Health.HEALTHY && seen != null) {
            return with(new Glyph(glyph.kind(), glyph.word()), seen.note(), null, null);
        }
        var behind = overview.behind(at)
                .map(b -> (b.releases() == 1 ? "1 release" : b.releases() + " releases") + " behind " + b.environment())
                .orElse("");
        return with(
                null,
                verified == null ? join("never proven by Slipway", behind) : join(verified.by(), behind),
                verified == null ? null : verified.at(),
                verified == null ? null : verified.number());
    }

    private static String join(String a, String b) {
        return b.isEmpty() ? a : a + " · " + b;
    }

    private DashboardCell with(@Nullable Glyph tag, String text, @Nullable Instant at, @Nullable Long job) {
        return new DashboardCell(
                project, environment, service, glyph, version, count, tag, text, at, job, percent, deployable);
    }

    private static boolean ended(Job job) {
        var verdict = job.status().verdict();
        return verdict != null && verdict.outcome() != Outcome.SUCCEEDED;
    }

    private static @Nullable Instant ended(Job job, Overview.At at) {
        return job.status().endedAt();
    }

    private static Glyph outcome(Job job) {
        return DashboardWords.glyph(
                Objects.requireNonNull(job.status().verdict()).outcome());
    }

    private @Nullable String asked(Job job) {
        return job.order().placement(service).map(p -> p.version()).orElse(null);
    }

    private static Glyph glyph(@Nullable Observed observed) {
        return observed == null ? new Glyph("unk", "not seen yet") : DashboardWords.glyph(observed.health());
    }

    private static String version(Overview.At at) {
        var version = at.version();
        if (version == null) {
            return "–";
        }
        return at.observed() == null || at.observed().health() == Health.UNKNOWN ? version + "?" : version;
    }

    private static String count(@Nullable Observed observed) {
        if (observed == null || observed.seen() == null) {
            return "";
        }
        var seen = observed.seen();
        if (seen.desired() == 0 && seen.running() == 0) {
            return "";
        }
        return (observed.health() == Health.UNKNOWN ? "–" : seen.running()) + "/" + seen.desired();
    }
}
