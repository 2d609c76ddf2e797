package dev.slipway.job;

import dev.slipway.job.spi.FailureReport;
import dev.slipway.job.spi.StepResult;
import dev.slipway.logstream.SecretNotMaskable;
import dev.slipway.logstream.Secrets;
import dev.slipway.target.Fact;
import dev.slipway.target.Finding;
import dev.slipway.target.Proof;
import dev.slipway.target.Verdict;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Keeps a job's secrets out of what its steps report, as its log writer keeps them out of the log. */
class Masks {

    private static final String MASK = "***";

    private final List<String> tooShort = new CopyOnWriteArrayList<>();
    private volatile Secrets secrets = Secrets.NONE;

    /** A value the log refuses to mask is kept out of reports as it stands: a report is short, and nobody follows it. */
    synchronized void add(String secret) {
        try {
            secrets = secrets.with(secret);
        } catch (SecretNotMaskable e) {
            if (!secret.isBlank() && !tooShort.contains(secret)) {
                tooShort.add(secret);
            }
        }
    }

    String mask(String text) {
        var masked = secrets.mask(text);
        for (var secret : tooShort) {
            masked = masked.replace(secret, MASK);
        }
        return masked;
    }

    /** What was thrown and where, for the portal's own log. */
    String trace(Throwable thrown) {
        var trace = new StringWriter();
        thrown.printStackTrace(new PrintWriter(trace));
        return mask(trace.toString());
    }

    List<String> mask(List<String> texts) {
        return texts.stream().map(this::mask).toList();
    }

    StepResult mask(StepResult result) {
        return switch (result) {
            case StepResult.Succeeded done ->
                new StepResult.Succeeded(mask(done.summary()), mask(done.verdict()), findings(done.findings()));
            case StepResult.Waiting waiting ->
                new StepResult.Waiting(waiting.until(), mask(waiting.summary()), waiting.fraction());
            case StepResult.AwaitingDecision asked ->
                new StepResult.AwaitingDecision(
                        mask(asked.question()), mask(asked.choices()), asked.expires(), asked.lookAgain());
            case StepResult.Failed failed ->
                new StepResult.Failed(
                        mask(failed.report()), mask(failed.verdict()), findings(failed.findings()), failed.retryable());
            case StepResult.Cancelled cancelled ->
                new StepResult.Cancelled(mask(cancelled.summary()), mask(cancelled.verdict()));
        };
    }

    private FailureReport mask(FailureReport report) {
        var answer = report.healthAnswer();
        return new FailureReport(
                mask(report.what()),
                report.exitCode(),
                mask(report.lastLines()),
                answer == null ? null : mask(answer),
                report.check(),
                mask(report.remedy()));
    }

    private @Nullable Verdict mask(@Nullable Verdict verdict) {
        return verdict == null
                ? null
                : new Verdict(verdict.outcome(), mask(verdict.reason()), mask(verdict.proof()), verdict.change());
    }

    private Proof mask(Proof proof) {
        var instances = proof.instances().stream()
                .map(i -> new Proof.Running(i.instance(), i.digest(), i.health(), mask(i.healthAnswer())))
                .toList();
        return new Proof(proof.deployment(), proof.version(), proof.desired(), instances, proof.seen());
    }

    List<Fact> facts(List<Fact> facts) {
        return facts.stream()
                .map(fact -> new Fact(
                        fact.name(),
                        fact.tone(),
                        mask(fact.value()),
                        fact.meter(),
                        fact.until(),
                        mask(fact.details()),
                        mask(fact.output())))
                .toList();
    }

    private List<Finding> findings(List<Finding> findings) {
        return findings.stream()
                .map(f -> new Finding(f.check(), f.title(), f.result(), mask(f.evidence()), mask(f.remedy())))
                .toList();
    }
}
