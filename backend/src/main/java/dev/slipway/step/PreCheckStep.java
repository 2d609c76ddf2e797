package dev.slipway.step;

import dev.slipway.catalog.Catalog;
import dev.slipway.catalog.Checks;
import dev.slipway.job.spi.FailureReport;
import dev.slipway.job.spi.StepContext;
import dev.slipway.job.spi.StepResult;
import dev.slipway.target.Finding;
import dev.slipway.target.Finding.Result;
import dev.slipway.target.SettingsReader;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Asks beforehand what would hinder a deployment. What cannot be told does not pass. */
@Component
class PreCheckStep extends TypedStep<PreCheckStep.Settings> {

    private static final Duration LOOK_UP = Duration.ofSeconds(30);

    private final List<PreCheck> checks;
    private final Catalog catalog;

    PreCheckStep(List<PreCheck> checks, Catalog catalog) {
        this.checks = checks;
        this.catalog = catalog;
    }

    /** What an unknown finding leads to. */
    enum OnUnknown {
        BLOCK,
        WARN
    }

    /** @param treatWarnAsBlock whether a warning stops the job */
    record Settings(boolean treatWarnAsBlock, OnUnknown onUnknown) {

        boolean stops(Finding finding) {
            return switch (finding.result()) {
                case PASS -> false;
                case WARN -> treatWarnAsBlock;
                case BLOCK -> true;
                case UNKNOWN -> onUnknown == OnUnknown.BLOCK || treatWarnAsBlock;
            };
        }
    }

    @Override
    public String kind() {
        return "pre-check";
    }

    @Override
    public boolean changes() {
        return false;
    }

    @Override
    Settings read(SettingsReader in) {
        return new Settings(in.flag("treatWarnAsBlock", false), in.choice("onUnknown", OnUnknown.BLOCK));
    }

    @Override
    List<String> plan(StepContext context, Settings settings) {
        return checks.stream().map(check -> "Check " + check.about()).toList();
    }

    @Override
    StepResult run(StepContext context, Settings settings) {
        var taken = catalog.placement(context.placed().key())
                .map(placement -> placement.environment().checks())
                .blockOptional(LOOK_UP)
                .orElse(Checks.NONE);
        var findings = taken.weigh(SideBySide.of(checks, context));
        findings.forEach(finding -> context.log().line(Ansi.of(finding)));
        var stopping = findings.stream().filter(settings::stops).toList();
        if (stopping.isEmpty()) {
            return new StepResult.Succeeded(summary(findings), null, findings);
        }
        var first = stopping.getFirst();
        return new StepResult.Failed(
                new FailureReport(told(stopping), null, List.of(), null, first.check(), remedies(stopping)),
                null,
                findings,
                true);
    }

    private static String told(List<Finding> stopping) {
        return stopping.stream()
                .map(finding -> finding.title() + ": " + finding.evidence())
                .collect(Collectors.joining("; "));
    }

    private static String remedies(List<Finding> stopping) {
        return stopping.stream()
                .map(Finding::remedy)
                .filter(remedy -> !remedy.isBlank())
                .distinct()
                .collect(Collectors.joining(" "));
    }

    private static String summary(List<Finding> findings) {
        var passed = findings.stream()
                .filter(finding -> finding.result() == Result.PASS)
                .count();
        return passed == findings.size()
                ? "All " + passed + " checks pass"
                : passed + " of " + findings.size() + " checks pass, the others warn";
    }

    @Override
    StepResult cancel(StepContext context, Settings settings) {
        return new StepResult.Cancelled("Stopped checking; nothing was changed", null);
    }
}
