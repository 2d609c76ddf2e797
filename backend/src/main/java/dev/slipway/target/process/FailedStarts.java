package dev.slipway.target.process;

import dev.slipway.target.Progress;
import dev.slipway.target.TargetEvent.Level;
import java.io.IOException;
import java.time.Duration;

/** The starts of a deployment that failed: told, counted towards its breaker, the first one kept for the failure card. */
record FailedStarts(Tending tending, Deployment deployment) {

    private static final int TAIL_LINES = 20;

    /** Tells it with the last lines; one of what should run counts. */
    void note(Instance instance, String how) throws IOException {
        event(Level.BAD, instance + " " + how);
        var lines = tending.machine().tail(tending.folder(), instance, TAIL_LINES);
        lines.forEach(line -> event(Level.WARN, instance + " | " + line));
        if (deployment.wants(instance)) {
            if (deployment.symptom == null) {
                var asked = instance.lastAnswer.isEmpty() ? null : instance.lastAnswer;
                deployment.symptom = new Progress.Symptom(instance.id, instance.exitCode, lines, asked);
            }
            count(Duration.between(instance.startedAt, tending.now()), instance + " " + how);
        }
    }

    /** One more in a row. */
    void count(Duration took, String what) {
        deployment.failures++;
        deployment.lastFailure = what;
        deployment.lastFailureTook = took;
        var left = limit() - deployment.failures;
        if (left > 0) {
            event(
                    Level.WARN,
                    "Breaker: failed %d of %d, trips in about %d s"
                            .formatted(deployment.failures, limit(), Math.max(1, left * took.toSeconds())));
        }
    }

    /** So many in a row end the rollout. */
    int limit() {
        var wanted = deployment.wanted();
        return wanted == null ? 1 : ProcessSettings.of(wanted.settings()).breakAfter();
    }

    private void event(Level level, String message) {
        deployment.event(tending.now(), level, message);
    }
}
