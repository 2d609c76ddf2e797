package dev.slipway.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.artifact.Digest;
import dev.slipway.job.spi.FailureReport;
import dev.slipway.job.spi.StepResult;
import dev.slipway.target.Finding;
import dev.slipway.target.Health;
import dev.slipway.target.Outcome;
import dev.slipway.target.Proof;
import dev.slipway.target.Verdict;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class MasksTest {

    private static final String SECRET = "s3cret-value";

    private final Masks masks = new Masks();

    MasksTest() {
        masks.add(SECRET);
    }

    @Test
    void nothingThatAStepReportsShouldShowASecret() {
        var leak = "before " + SECRET + " after";
        var running = new Proof.Running("i-1", Digest.of(new byte[1]), Health.HEALTHY, leak);
        var verdict = new Verdict(Outcome.FAILED, leak, new Proof(null, "1.0.0", 1, List.of(running), Instant.EPOCH));
        var findings = List.of(new Finding("check", "Check", Finding.Result.WARN, leak, leak));
        var report = new FailureReport(leak, 1, List.of(leak), leak, null, leak);

        for (var result : List.of(
                new StepResult.Succeeded(leak, verdict, findings),
                new StepResult.Waiting(Instant.EPOCH, leak, -1),
                new StepResult.AwaitingDecision(leak, List.of(leak), null),
                new StepResult.Failed(report, verdict, findings, true),
                new StepResult.Cancelled(leak, verdict))) {
            assertThat(masks.mask(result).toString())
                    .contains("before *** after")
                    .doesNotContain(SECRET);
        }
    }

    @Test
    void formsAndLinesOfASecretShouldBeMaskedAsInTheLog() {
        masks.add("first line of a key\nsecond line of a key");

        var encoded = Base64.getEncoder().encodeToString(SECRET.getBytes(StandardCharsets.UTF_8));
        assertThat(masks.mask("a " + encoded)).doesNotContain(encoded.substring(0, 12));
        assertThat(masks.mask(List.of("x second line of a key"))).containsExactly("x ***");
    }

    @Test
    void valueTooShortForTheLogShouldStillBeKeptOutOfReports() {
        masks.add("pin4");

        assertThat(masks.mask("with pin4")).isEqualTo("with ***");
    }

    @Test
    void whatWasThrownShouldReachThePortalsLogWithoutASecret() {
        assertThat(masks.trace(new IllegalStateException("no " + SECRET, new RuntimeException(SECRET))))
                .contains("IllegalStateException: no ***")
                .doesNotContain(SECRET);
    }
}
