package dev.slipway.job.web;

import dev.slipway.identity.Access;
import dev.slipway.identity.Permission;
import dev.slipway.job.Job;
import dev.slipway.job.StepRun;
import dev.slipway.target.Finding;
import dev.slipway.target.Outcome;
import dev.slipway.web.Glyph;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What failed, what was known before, and what a person can do.
 *
 * @param where title of the step that failed
 * @param source name of that step run
 * @param checked how many pre-checks passed before
 * @param known findings that warned, or that were about what then failed
 * @param decided what a person decided about it, and why
 * @param serving what runs now, in words
 * @param again address of the deploy dialog for another release, for those who may deploy
 */
record JobFailure(
        String project,
        long number,
        String where,
        String source,
        String step,
        String what,
        @Nullable Integer exitCode,
        List<String> lastLines,
        @Nullable String healthAnswer,
        long checked,
        List<Known> known,
        String remedy,
        @Nullable String decided,
        @Nullable String serving,
        @Nullable String again,
        boolean over) {

    /** The last lines as one text. */
    public String output() {
        return String.join("\n", lastLines);
    }

    /** A finding of before, and whether it is about this failure. */
    record Known(Glyph glyph, String title, String evidence, String remedy, boolean matches) {}

    /** The failure of a job, or none, as one value for one part of the page. */
    record Shown(@Nullable JobFailure failure) {}

    static Shown of(Job job, Access access) {
        return new Shown(job.failed()
                .filter(run -> shows(job, run))
                .map(run -> of(job, run, access))
                .orElse(null));
    }

    /** Not while it is tried again, and not of a job that went well in the end. */
    private static boolean shows(Job job, StepRun run) {
        var verdict = job.status().verdict();
        var wentWell = verdict != null && verdict.outcome() == Outcome.SUCCEEDED && !job.ignoresFailures();
        return !wentWell
                && switch (run.state()) {
                    case FAILED, DECIDING, CANCELLED, IGNORED -> true;
                    case PENDING, RUNNING, WAITING, SUCCEEDED, SKIPPED -> false;
                };
    }

    private static JobFailure of(Job job, StepRun run, Access access) {
        var report = Objects.requireNonNull(run.report().failure());
        var findings = job.steps().stream()
                .filter(s -> run.service() == null
                        || s.service() == null
                        || run.service().equals(s.service()))
                .flatMap(s -> s.report().findings().stream())
                .toList();
        return new JobFailure(
                job.project(),
                job.number(),
                run.title() + (run.service() == null ? "" : " · " + run.service()),
                run.name(),
                run.step(),
                report.what(),
                report.exitCode(),
                report.lastLines(),
                report.healthAnswer(),
                findings.stream().filter(f -> f.result() == Finding.Result.PASS).count(),
                known(findings, report.check()),
                report.remedy(),
                JobWords.answer(run),
                serving(job, run),
                access.may(Permission.DEPLOY, job.places())
                        ? JobHead.of(job, access).again()
                        : null,
                job.over());
    }

    private static List<Known> known(List<Finding> findings, @Nullable String check) {
        return findings.stream()
                .filter(f -> f.result() != Finding.Result.PASS || f.check().equals(check))
                .map(f -> new Known(
                        JobGlyphs.of(f.result()),
                        f.title(),
                        f.evidence(),
                        f.remedy(),
                        f.check().equals(check)))
                .sorted((a, b) -> Boolean.compare(b.matches(), a.matches()))
                .toList();
    }

    /** Taken from the proof of a verdict, never guessed. */
    private static @Nullable String serving(Job job, StepRun run) {
        var own = run.report().verdict();
        var verdict = own != null || run.service() == null || job.status().verdict() == null
                ? own
                : job.status().verdict().services().get(run.service());
        if (verdict == null || verdict.outcome() != Outcome.ROLLED_BACK) {
            return null;
        }
        var version = verdict.proof().version();
        return version == null ? null : version + " serves as before.";
    }
}
