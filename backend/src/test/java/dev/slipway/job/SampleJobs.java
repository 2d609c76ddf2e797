package dev.slipway.job;

import dev.slipway.artifact.ArtifactReference;
import dev.slipway.artifact.Digest;
import dev.slipway.audit.Actor;
import dev.slipway.job.spi.FailureReport;
import dev.slipway.pipeline.Pipeline;
import dev.slipway.pipeline.StepDefinition;
import dev.slipway.target.DeploymentId;
import dev.slipway.target.Finding;
import dev.slipway.target.Health;
import dev.slipway.target.Outcome;
import dev.slipway.target.Proof;
import dev.slipway.target.Revision;
import dev.slipway.target.TargetKind;
import dev.slipway.target.TargetSettings;
import dev.slipway.target.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

/** Jobs in every state, for tests of what people see. */
public final class SampleJobs {

    public static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    public static final Digest DIGEST = Digest.ofHex("77ab9f02c1d4".repeat(5) + "77ab");

    private static final Actor DANA = new Actor(Actor.Kind.PERSON, "dana", "Dana");

    private SampleJobs() {}

    public static JobDetail running() {
        return detail(job(
                new Job.Status(JobState.RUNNING, null, NOW.minusSeconds(40), null, null, null),
                List.of(
                        run("pre-check", "Pre-checks", StepState.SUCCEEDED, report("22 pass, 1 warns", -1)),
                        run("migrate", "Migrate", StepState.SUCCEEDED, report("nothing pending", -1)),
                        run("deploy", "Deploy", StepState.WAITING, report("1 of 2 healthy", 0.5)),
                        run("verify", "Verify", StepState.PENDING, StepRun.Report.EMPTY))));
    }

    public static JobDetail succeeded() {
        var verdict = new Verdict(Outcome.SUCCEEDED, "2 of 2 run 1.1.0 and are healthy.", proof("1.1.0"));
        return detail(job(
                new Job.Status(
                        JobState.ENDED,
                        null,
                        NOW.minusSeconds(40),
                        NOW.minusSeconds(2),
                        null,
                        new JobVerdict(Outcome.SUCCEEDED, "2 of 2 run 1.1.0 and are healthy.", Map.of("web", verdict))),
                List.of(
                        run("pre-check", "Pre-checks", StepState.SUCCEEDED, report("23 pass", -1)),
                        run("deploy", "Deploy", StepState.SUCCEEDED, report("2 of 2 healthy", -1)),
                        run("verify", "Verify", StepState.SUCCEEDED, report("5 of 5 probes passed", -1)),
                        run("tell", "Tell", StepState.SKIPPED, report("nothing failed", -1)))));
    }

    public static JobDetail rolledBack() {
        var verdict = new Verdict(
                Outcome.ROLLED_BACK,
                "1.2.0 failed to start 3 of 3 times; the rollout was stopped and 1.1.0 serves as before.",
                proof("1.1.0"));
        return detail(job(
                new Job.Status(
                        JobState.ENDED,
                        null,
                        NOW.minusSeconds(221),
                        NOW.minusSeconds(5),
                        null,
                        new JobVerdict(Outcome.ROLLED_BACK, verdict.reason(), Map.of("web", verdict))),
                List.of(
                        run("pre-check", "Pre-checks", StepState.SUCCEEDED, checked()),
                        run("migrate", "Migrate", StepState.SUCCEEDED, report("nothing pending", -1)),
                        run("deploy", "Deploy", StepState.FAILED, failed(verdict, null)),
                        run("verify", "Verify", StepState.PENDING, StepRun.Report.EMPTY))));
    }

    public static JobDetail asking() {
        var question = new Question(
                Question.About.FAILURE,
                "Migrate failed. What now?",
                List.of(Question.RETRY, Question.IGNORE, Question.ROLL_BACK, Question.FAIL),
                NOW.minusSeconds(240),
                null);
        return detail(job(
                new Job.Status(
                        JobState.WAITING,
                        new Waiting(Waiting.For.DECISION, "Migrate failed; somebody must say what now", null),
                        NOW.minusSeconds(300),
                        null,
                        null,
                        null),
                List.of(
                        run("pre-check", "Pre-checks", StepState.SUCCEEDED, checked()),
                        run("migrate", "Migrate", StepState.DECIDING, failed(null, question)),
                        run("deploy", "Deploy", StepState.PENDING, StepRun.Report.EMPTY))));
    }

    /** Verification failed, and a person went on. */
    public static JobDetail ignored() {
        var verdict = new Verdict(Outcome.SUCCEEDED, "2 of 2 run 1.2.0 and are healthy.", proof("1.2.0"));
        return detail(job(
                new Job.Status(
                        JobState.ENDED,
                        null,
                        NOW.minusSeconds(40),
                        NOW.minusSeconds(2),
                        null,
                        new JobVerdict(Outcome.SUCCEEDED, "Ended with 1 ignored failure", Map.of("web", verdict))),
                List.of(
                        run("deploy", "Deploy", StepState.SUCCEEDED, report("2 of 2 healthy", -1)),
                        run("verify", "Verify", StepState.IGNORED, failed(null, null)))));
    }

    public static JobDetail queued() {
        var detail = detail(job(
                new Job.Status(JobState.QUEUED, null, null, null, null, null),
                List.of(run("deploy", "Deploy", StepState.PENDING, StepRun.Report.EMPTY))));
        return new JobDetail(detail.job(), detail.estimates(), detail.estimate(), List.of(), 2);
    }

    public static List<JobDetail> all() {
        return List.of(running(), succeeded(), rolledBack(), asking(), ignored(), queued());
    }

    private static JobDetail detail(Job job) {
        return new JobDetail(
                job,
                Map.of(
                        "pre-check", Duration.ofSeconds(4),
                        "migrate", Duration.ofSeconds(31),
                        "deploy", Duration.ofSeconds(80),
                        "verify", Duration.ofSeconds(20)),
                Duration.ofSeconds(135),
                List.of(),
                0);
    }

    private static Job job(Job.Status status, List<StepRun> steps) {
        var definitions = steps.stream()
                .map(run -> new StepDefinition(
                        run.step(),
                        run.title(),
                        run.kind(),
                        JsonNodeFactory.instance.objectNode(),
                        List.of(),
                        StepDefinition.When.SUCCESS,
                        null,
                        StepDefinition.Retry.NONE,
                        true,
                        1))
                .toList();
        var order = new JobOrder(
                new Pipeline("deploy", "Deploy", 6, true, definitions),
                "staging",
                List.of(placement("web", "1.2.0")),
                false,
                OnFailure.ASK,
                DANA,
                NOW.minusSeconds(230),
                null,
                "for the release party");
        return new Job(128, "demo", 128, order, status, steps);
    }

    private static JobPlacement placement(String service, String version) {
        var settings = new TargetSettings(JsonNodeFactory.instance.objectNode());
        var artifact =
                new ArtifactReference("app", ArtifactReference.Kind.ARCHIVE, "/releases/" + version + ".zip", DIGEST);
        return new JobPlacement(
                service,
                new TargetKind("process"),
                settings,
                Map.of(),
                new Revision(version, List.of(artifact), settings, Map.of()),
                null);
    }

    private static StepRun run(String name, String title, StepState state, StepRun.Report report) {
        var begun = state != StepState.PENDING && state != StepState.SKIPPED;
        return new StepRun(
                name,
                name,
                title,
                name,
                "web",
                JsonNodeFactory.instance.objectNode(),
                state,
                1,
                begun ? NOW.minusSeconds(40) : null,
                begun && state.over() ? NOW.minusSeconds(9) : null,
                report);
    }

    private static StepRun.Report report(String summary, double fraction) {
        return new StepRun.Report(summary, fraction, null, null, null, List.of(), null, null, List.of(), List.of());
    }

    private static StepRun.Report checked() {
        return new StepRun.Report(
                "1 passes, 1 warns",
                -1,
                null,
                null,
                null,
                List.of(
                        new Finding("ports-free", "Ports are free", Finding.Result.PASS, "9000-9003", ""),
                        new Finding(
                                "pending-migrations",
                                "Migrations are applied",
                                Finding.Result.WARN,
                                "0 pending, but the release names 31 files and its location holds 30.",
                                "Look at the migration location.")),
                null,
                null,
                List.of(),
                List.of());
    }

    private static StepRun.Report failed(@Nullable Verdict verdict, @Nullable Question question) {
        return new StepRun.Report(
                "3 of 3 starts failed",
                -1,
                null,
                new FailureReport(
                        "web exits with code 1, 2 s after its start, three times.",
                        1,
                        List.of("Exception in thread main", "relation \"questions_v2\" does not exist"),
                        null,
                        "pending-migrations",
                        "Run again from Migrate with another location, or deploy another release."),
                verdict,
                List.of(),
                question,
                null,
                List.of(),
                List.of());
    }

    private static Proof proof(String version) {
        return new Proof(
                new DeploymentId("dep-8812440"),
                version,
                2,
                List.of(
                        new Proof.Running("web-1", DIGEST, Health.HEALTHY, "200 in 4 ms"),
                        new Proof.Running("web-2", DIGEST, Health.HEALTHY, "200 in 3 ms")),
                NOW.minusSeconds(6));
    }
}
