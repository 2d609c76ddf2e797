package dev.slipway.job.web;

import dev.slipway.job.Job;
import dev.slipway.job.JobDetail;
import dev.slipway.job.JobPlacement;
import dev.slipway.job.JobProgress;
import dev.slipway.job.JobVerdict;
import dev.slipway.job.LockHolder;
import dev.slipway.target.Health;
import dev.slipway.target.Outcome;
import dev.slipway.target.Proof;
import dev.slipway.target.Verdict;
import dev.slipway.web.Glyph;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How the job stands or ended, with the proof.
 *
 * @param tag short word on how sure this is; null while it runs
 * @param percent how far it is; null when it does not move
 * @param until when a wait ends, if that is known
 */
record JobBanner(
        Glyph glyph,
        String title,
        @Nullable String tag,
        String reason,
        @Nullable Integer percent,
        @Nullable Instant until,
        List<Evidence> proof) {

    /**
     * What was seen at one service.
     *
     * @param digests of what runs, each once: abbreviated and in full
     */
    record Evidence(
            String service,
            Glyph glyph,
            @Nullable String version,
            List<Seen> digests,
            String healthy,
            @Nullable String deployment,
            Instant seen) {}

    private static final Set<String> DEPLOYING = Set.of("deploy", "force-update", "rollback");

    /** A digest as it is shown and as it is copied. */
    record Seen(String shown, String value) {}

    static JobBanner of(JobDetail detail, Instant now) {
        var job = detail.job();
        var status = job.status();
        var verdict = status.verdict();
        if (job.over() && verdict != null) {
            return ended(job, verdict);
        }
        var waiting = status.waiting();
        var glyph = JobGlyphs.of(job);
        return switch (status.state()) {
            case QUEUED ->
                still(
                        glyph,
                        "Queued",
                        detail.queuePosition() > 0
                                ? detail.queuePosition() + " before it. " + holders(detail.blockedBy())
                                : "It starts as soon as a worker is free.");
            case CANCELLING ->
                still(
                        glyph,
                        "Being cancelled",
                        status.cancel() == null
                                ? "What had started is being ended."
                                : status.cancel().by() + ": “" + status.cancel().reason()
                                        + "”. What had started is being ended.");
            default ->
                waiting != null && !glyph.kind().equals("run")
                        ? new JobBanner(
                                glyph, waitTitle(glyph), null, waiting.reason(), null, waiting.until(), List.of())
                        : running(detail, now);
        };
    }

    private static String waitTitle(Glyph glyph) {
        return glyph.kind().equals("ask")
                ? "Waits for a person"
                : glyph.word().substring(0, 1).toUpperCase(java.util.Locale.ROOT)
                        + glyph.word().substring(1);
    }

    private static JobBanner still(Glyph glyph, String title, String reason) {
        return new JobBanner(glyph, title, null, reason, null, null, List.of());
    }

    private static String holders(List<LockHolder> holders) {
        return holders.stream()
                .map(h -> "#" + h.number() + " of " + h.owner() + " holds "
                        + h.placement().service() + ".")
                .collect(Collectors.joining(" "));
    }

    private static JobBanner running(JobDetail detail, Instant now) {
        var progress = JobProgress.of(detail, now);
        var current = JobProgress.current(detail.job());
        var left = JobWords.left(progress.left());
        var title = current.map(run -> run.title() + (run.service() == null ? "" : " · " + run.service()))
                .orElse("Running");
        var summary = current.map(run -> run.report().summary())
                .filter(s -> !s.isBlank())
                .orElse("");
        var reason = left == null ? summary : summary.isEmpty() ? left : summary + " · " + left;
        return new JobBanner(new Glyph("run", "running"), title, null, reason, progress.percent(), null, List.of());
    }

    private static JobBanner ended(Job job, JobVerdict verdict) {
        var glyph = JobGlyphs.of(job);
        var services = job.order().placements().stream()
                .map(placement -> placement.service())
                .toList();
        var proof = verdict.services().entrySet().stream()
                .sorted(Comparator.comparingInt(entry -> services.indexOf(entry.getKey())))
                .filter(e -> !e.getValue().proof().isEmpty())
                .map(e -> evidence(e.getKey(), e.getValue()))
                .toList();
        return new JobBanner(
                glyph, title(job, verdict), tag(job, verdict, proof), reason(job, verdict, proof), null, null, proof);
    }

    /** Of several services that are all proven, the sentence about one of them would hide the others. */
    private static String reason(Job job, JobVerdict verdict, List<Evidence> proof) {
        return verdict.outcome() == Outcome.SUCCEEDED
                        && proof.size() > 1
                        && proof.size() == verdict.services().size()
                ? "Each of the " + proof.size() + " services was seen to run its release, healthy"
                        + (repeated(job).isEmpty()
                                ? ", by the rollout of this job"
                                : "; nothing was replaced of " + String.join(", ", repeated(job)))
                : verdict.reason();
    }

    private static String title(Job job, JobVerdict verdict) {
        var versions = verdict.services().values().stream()
                .map(v -> v.proof().version())
                .filter(v -> v != null)
                .distinct()
                .toList();
        return switch (verdict.outcome()) {
            case SUCCEEDED -> success(job, verdict);
            case ROLLED_BACK -> versions.size() == 1 ? "Rolled back to " + versions.getFirst() : "Rolled back";
            case FAILED -> job.refused() ? "Refused by a gate: nothing was changed" : "Failed";
            case CANCELLED -> "Cancelled";
            case UNKNOWN -> "It cannot be told how this ended";
        };
    }

    /** Says that a release runs only where that was proven of every service. */
    private static String success(Job job, JobVerdict verdict) {
        if (job.order().dryRun()) {
            return "Dry run: nothing was changed";
        }
        var placements = job.order().placements();
        if (deployed(job).isEmpty() && !repeated(job).isEmpty()) {
            return "Nothing was deployed: " + said(placements) + " in "
                    + job.order().environment() + " already";
        }
        var proven = verdict.services().size() == placements.size()
                && !placements.isEmpty()
                && verdict.services().values().stream().allMatch(v -> v.outcome() == Outcome.SUCCEEDED);
        var said = proven
                ? JobWords.services(placements)
                        + (placements.size() == 1 ? " runs in " : " run in ")
                        + job.order().environment()
                : "Succeeded";
        return job.ignoresFailures() ? said + ", with a failure ignored" : said;
    }

    private static String said(List<JobPlacement> placements) {
        return placements.stream()
                        .map(p -> p.version() == null ? p.service() : p.service() + " " + p.version())
                        .collect(Collectors.joining(", "))
                + (placements.size() == 1 ? " runs" : " run");
    }

    /** Services whose release was found to run already, so that nothing of them was replaced. */
    private static List<String> repeated(Job job) {
        return verdicts(job, true);
    }

    private static List<String> deployed(Job job) {
        return verdicts(job, false);
    }

    private static List<String> verdicts(Job job, boolean unchanged) {
        return job.steps().stream()
                .filter(run -> DEPLOYING.contains(run.kind()))
                .filter(run ->
                        run.report().verdict() != null && run.report().verdict().changedNothing() == unchanged)
                .map(run -> run.service() == null ? run.title() : run.service())
                .toList();
    }

    /** Only where something was deployed is there anything to prove. */
    private static @Nullable String tag(Job job, JobVerdict verdict, List<Evidence> proof) {
        if (verdict.services().isEmpty() || job.order().dryRun()) {
            return null;
        }
        return !proof.isEmpty() && proof.size() == verdict.services().size() && verdict.outcome() != Outcome.UNKNOWN
                ? "proven"
                : "not proven";
    }

    private static Evidence evidence(String service, Verdict verdict) {
        var proof = verdict.proof();
        return new Evidence(
                service,
                JobGlyphs.of(verdict.outcome()),
                proof.version(),
                digests(proof),
                healthy(proof),
                proof.deployment() == null ? null : proof.deployment().value(),
                proof.seen());
    }

    private static List<Seen> digests(Proof proof) {
        return proof.instances().stream()
                .map(Proof.Running::digest)
                .distinct()
                .map(digest -> new Seen(digest.abbreviated(), digest.value()))
                .toList();
    }

    private static String healthy(Proof proof) {
        var healthy = proof.instances().stream()
                .filter(i -> i.health() == Health.HEALTHY)
                .count();
        return healthy + " of " + proof.desired();
    }
}
