package dev.slipway.dashboard.grid;

import dev.slipway.dashboard.Overview;
import dev.slipway.dashboard.web.DashboardWords;
import dev.slipway.health.Observed;
import dev.slipway.job.Job;
import dev.slipway.job.JobDetail;
import dev.slipway.job.JobProgress;
import dev.slipway.job.ProvenVersion;
import dev.slipway.job.RolledBack;
import dev.slipway.job.StepState;
import dev.slipway.target.Health;
import dev.slipway.target.PlacementKey;
import dev.slipway.web.Glyph;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes a tile of what is known of a placement. */
record TileOf(
        PlacementKey key,
        @Nullable Observed observed,
        @Nullable ProvenVersion proven,
        @Nullable Job job,
        @Nullable RolledBack rolledBack,
        int alerts) {

    private static final int PERCENT_STEP = 5;

    Tile tile(Instant now) {
        return new Tile(key, health(), runs(), mark(), job == null ? null : change(job, now), alerts);
    }

    private Health health() {
        return observed == null ? Health.UNKNOWN : observed.health();
    }

    private Tile.Runs runs() {
        return new Tile.Runs(
                version(),
                count(),
                proven == null ? null : proven.at(),
                proven == null ? null : proven.number(),
                observed == null ? null : DashboardWords.queue(observed));
    }

    private @Nullable String version() {
        var seen = seenVersion();
        return seen != null ? seen : proven == null ? null : proven.version();
    }

    private @Nullable String seenVersion() {
        return observed == null || observed.seen() == null
                ? null
                : observed.seen().version();
    }

    /** What cannot be seen has no count. */
    private String count() {
        var seen = observed == null ? null : observed.seen();
        if (seen == null || seen.desired() == 0 && seen.running() == 0) {
            return "";
        }
        return (health() == Health.UNKNOWN ? "–" : seen.running()) + "/" + seen.desired();
    }

    private Tile.@Nullable Mark mark() {
        if (observed == null) {
            return new Tile.Mark(new Glyph("unk", "unknown"), "not looked at yet");
        }
        return switch (observed.health()) {
            case UNKNOWN -> new Tile.Mark(new Glyph("unk", "unknown"), observed.trouble());
            case UNHEALTHY -> new Tile.Mark(new Glyph("bad", "unhealthy"), note());
            case DEGRADED -> new Tile.Mark(new Glyph("warn", "degraded"), note());
            case HEALTHY ->
                observed.drift() == null
                        ? wayBack()
                        : new Tile.Mark(Tile.DRIFT, observed.drift().told());
            case MOVING, ABSENT -> null;
        };
    }

    /** All is well, but with another release than was asked for last. */
    private Tile.@Nullable Mark wayBack() {
        return rolledBack == null
                ? null
                : new Tile.Mark(new Glyph("warn", "rolled back"), "by job #" + rolledBack.number());
    }

    private String note() {
        return observed == null || observed.seen() == null
                ? ""
                : observed.seen().note();
    }

    private Tile.Change change(Job job, Instant now) {
        var progress = JobProgress.of(new JobDetail(job, Map.of(), null, List.of(), 0), now);
        var asked = job.order().placement(key.service()).map(p -> p.version()).orElse(null);
        return new Tile.Change(
                job.number(),
                asked != null && Overview.deploys(job) && !asked.equals(version()) ? asked : null,
                JobProgress.current(job).map(run -> run.title()).orElse("queued"),
                progress.percent() / PERCENT_STEP * PERCENT_STEP,
                job.steps().stream().anyMatch(run -> run.state() == StepState.DECIDING));
    }
}
