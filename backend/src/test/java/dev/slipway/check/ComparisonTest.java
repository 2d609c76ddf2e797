package dev.slipway.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.slipway.check.Comparison.Change;
import dev.slipway.check.Comparison.Row;
import dev.slipway.job.SampleJobs;
import dev.slipway.target.Finding;
import dev.slipway.target.Finding.Result;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ComparisonTest {

    @Test
    void everyCheckShouldBeToldAsNewGoneChangedRestatedOrSame() {
        var before = run(
                finding("account", Result.PASS, "123"),
                finding("ports", Result.PASS, "8081"),
                finding("quota", Result.PASS, "3 of 6"),
                finding("old", Result.WARN, "x"));
        var now = run(
                finding("account", Result.PASS, "123"),
                finding("ports", Result.BLOCK, "none"),
                finding("quota", Result.PASS, "4 of 6"),
                finding("scan", Result.UNKNOWN, "pending"));

        assertThat(Comparison.of(before, now).rows())
                .extracting(row -> row.shown().check(), Row::change)
                .containsExactly(
                        tuple("account", Change.SAME),
                        tuple("ports", Change.CHANGED),
                        tuple("quota", Change.RESTATED),
                        tuple("scan", Change.NEW),
                        tuple("old", Change.GONE));
    }

    @Test
    void firstRunShouldHaveNothingNew() {
        var comparison = Comparison.of(null, run(finding("ports", Result.BLOCK, "none")));

        assertThat(comparison.count(Change.NEW)).isZero();
        assertThat(comparison.rows()).hasSize(1);
    }

    @Test
    void serviceThatIsNotInTheRunShouldNotCountAsGone() {
        var before = new CheckRun(
                SampleJobs.running().job(),
                Map.of(
                        "web",
                        List.of(finding("ports", Result.PASS, "")),
                        "api",
                        List.of(finding("ports", Result.PASS, ""))));

        assertThat(Comparison.of(before, run(finding("ports", Result.PASS, ""))).rows())
                .extracting(Row::service)
                .containsExactly("web");
    }

    private static CheckRun run(Finding... findings) {
        return new CheckRun(SampleJobs.running().job(), Map.of("web", List.of(findings)));
    }

    private static Finding finding(String check, Result result, String evidence) {
        return new Finding(check, "About " + check, result, evidence, "");
    }
}
