package dev.slipway.job;

import dev.slipway.job.spi.FailureReport;
import dev.slipway.job.spi.StepResult;
import dev.slipway.target.Finding;
import dev.slipway.target.Verdict;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Keeps a job's secrets out of what its steps report, as its log writer keeps them out of the log. */
class Masks {

    private static final String MASK = "***";

    private final List<String> secrets = new CopyOnWriteArrayList<>();

    /** Longer ones first, since one secret may be part of another. */
    synchronized void add(String secret) {
        if (!secret.isBlank() && !secrets.contains(secret)) {
            secrets.add(secret);
            secrets.sort(Comparator.comparingInt(String::length).reversed());
        }
    }

    String mask(String text) {
        var masked = text;
        for (var secret : secrets) {
            masked = masked.replace(secret, MASK);
        }
        return masked;
    }

    List<String> mask(List<String> texts) {
        return texts.stream().map(this::mask).toList();
    }

    StepResult mask(StepResult result) {
        if (secrets.isEmpty()) {
            return result;
        }
        return switch (result) {
            case StepResult.Succeeded done ->
                new StepResult.Succeeded(mask(done.summary()), mask(done.verdict()), findings(done.findings()));
            case StepResult.Waiting waiting ->
                new StepResult.Waiting(waiting.until(), mask(waiting.summary()), waiting.fraction());
            case StepResult.AwaitingDecision asked ->
                new StepResult.AwaitingDecision(mask(asked.question()), asked.choices(), asked.expires());
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
        return verdict == null ? null : new Verdict(verdict.outcome(), mask(verdict.reason()), verdict.proof());
    }

    private List<Finding> findings(List<Finding> findings) {
        return findings.stream()
                .map(f -> new Finding(f.check(), f.title(), f.result(), mask(f.evidence()), mask(f.remedy())))
                .toList();
    }
}
