package dev.slipway.job.web;

import dev.slipway.job.Job;
import dev.slipway.job.JobDetail;
import dev.slipway.job.StepRun;
import dev.slipway.target.Fact;
import dev.slipway.target.Health;
import dev.slipway.target.Proof;
import dev.slipway.web.Glyph;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the target knows of one rollout of a job: facts while it is under way, and what proves it at its end.
 *
 * @param source name of the step run, by which the log can be narrowed
 * @param open whether it is shown without asking for it
 */
record JobFacts(
        String title,
        String source,
        Glyph glyph,
        boolean open,
        List<Row> rows,
        List<Ended> ended,
        @Nullable Proven proof) {

    /**
     * One fact.
     *
     * @param count how much of {@code most}; null where it cannot be counted
     */
    record Row(
            Glyph glyph,
            String name,
            String value,
            @Nullable Integer count,
            @Nullable Integer most,
            @Nullable Instant until) {}

    /** An instance that ended badly. */
    record Ended(Glyph glyph, String name, String value, List<String> details, String output) {}

    /** What was seen at the end. */
    record Proven(@Nullable String deployment, Instant seen, List<Instance> instances) {}

    /** A running instance with the digest of what it runs. */
    record Instance(Glyph glyph, String name, String digest, String value, String answer) {}

    /** The rollouts of a job, as one value for one part of the page. */
    record All(List<JobFacts> rollouts) {}

    static All of(JobDetail detail) {
        var job = detail.job();
        var told = job.steps().stream()
                .filter(run -> !run.report().facts().isEmpty())
                .toList();
        return new All(told.stream().map(run -> of(job, run, told.size() == 1)).toList());
    }

    private static JobFacts of(Job job, StepRun run, boolean only) {
        var glyph = JobGlyphs.of(run, job.over());
        var verdict = run.report().verdict();
        return new JobFacts(
                run.title() + (run.service() == null ? "" : " · " + run.service()),
                run.name(),
                glyph,
                only || !glyph.kind().equals("ok"),
                facts(run, false).map(JobFacts::row).toList(),
                facts(run, true).map(JobFacts::ended).toList(),
                verdict == null || verdict.proof().isEmpty() ? null : proven(verdict.proof()));
    }

    private static Stream<Fact> facts(StepRun run, boolean explained) {
        return run.report().facts().stream()
                .filter(fact -> explained
                        == (!fact.details().isEmpty() || !fact.output().isEmpty()));
    }

    private static Row row(Fact fact) {
        var meter = fact.meter();
        return new Row(
                glyph(fact.tone()),
                fact.name(),
                fact.value(),
                meter == null ? null : meter.count(),
                meter == null ? null : meter.most(),
                fact.until());
    }

    private static Ended ended(Fact fact) {
        return new Ended(
                glyph(fact.tone()), fact.name(), fact.value(), fact.details(), String.join("\n", fact.output()));
    }

    private static Proven proven(Proof proof) {
        return new Proven(
                proof.deployment() == null ? null : proof.deployment().value(),
                proof.seen(),
                proof.instances().stream()
                        .map(one -> new Instance(
                                one.health() == Health.HEALTHY
                                        ? new Glyph("ok", "healthy")
                                        : new Glyph("warn", "not healthy"),
                                one.instance(),
                                one.digest().abbreviated(),
                                one.digest().value(),
                                one.healthAnswer()))
                        .toList());
    }

    private static Glyph glyph(Fact.Tone tone) {
        return switch (tone) {
            case NEUTRAL -> new Glyph("idle", "so it is");
            case GOOD -> new Glyph("ok", "good");
            case WARN -> new Glyph("warn", "take care");
            case BAD -> new Glyph("bad", "bad");
            case UNKNOWN -> new Glyph("unk", "unknown");
        };
    }
}
