package dev.slipway.target.ecs;

import dev.slipway.target.Progress.Symptom;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a person does next, by what a deployment came to grief of. */
final class Remedy {

    private static final String NEXT = " and deploy it under a new version.";

    private Remedy() {}

    /** Null where there is nothing to do. */
    static @Nullable String of(EcsDeployment deployment) {
        var verdict = deployment.verdict;
        if (verdict == null) {
            return null;
        }
        return switch (verdict.outcome()) {
            case SUCCEEDED, CANCELLED -> null;
            case ROLLED_BACK -> deployment.kind == EcsDeployment.Kind.ROLLBACK ? null : first(deployment);
            case FAILED -> failed(deployment);
            case UNKNOWN -> "Find out what runs with 'Verify deployment' before anything else.";
        };
    }

    private static String failed(EcsDeployment deployment) {
        if (deployment.cause == EcsDeployment.Cause.SUPERSEDED || deployment.cause == EcsDeployment.Cause.DELETED) {
            return first(deployment);
        }
        if (deployment.kind == EcsDeployment.Kind.ROLLBACK || deployment.lastVerified != null) {
            return "Act at once: what ran before does not run again; see whether its image and secrets are still"
                    + " there. "
                    + first(deployment);
        }
        return "There is nothing to return to. " + first(deployment);
    }

    private static String first(EcsDeployment deployment) {
        if (!deployment.hindrance.isEmpty()) {
            return "Not the release's fault: deploy it again later or in more zones, or have the quota raised.";
        }
        var cause = deployment.cause;
        return cause == null
                ? byEcs(deployment)
                : switch (cause) {
                    case DECIDED -> "Ask who decided, mend " + deployment.version() + NEXT;
                    case DELETED -> "Find out who deleted the service; the next deployment creates it again.";
                    case OTHER_BYTES ->
                        "Find out who replaced the image: the registry hands out other bytes than the release has.";
                    case SUPERSEDED -> "Talk to whoever deployed, outside of this portal; then deploy again.";
                    case TIME -> byTime(deployment);
                    case UNPROVEN -> bySymptom(deployment);
                };
    }

    private static String byTime(EcsDeployment deployment) {
        return deployment.stopped.isEmpty()
                ? "Give it room to progress (maximumPercent 200, or a lower minimumHealthyPercent), or more time in the"
                        + " setting timeout."
                : bySymptom(deployment);
    }

    /** By ECS's own sentences, as its API tells them in the reason of a service deployment. */
    private static String byEcs(EcsDeployment deployment) {
        var said = deployment.trouble.toLowerCase(Locale.ROOT);
        if (said.contains("alarm")) {
            return "Look at the metric of the alarm, mend " + deployment.version() + NEXT;
        }
        if (said.contains("hook") && said.contains("timed out")) {
            return "Nobody answered the pause in time: deploy again, and answer on the job's page.";
        }
        if (said.contains("hook")) {
            return "Read what the hook's function logged, mend what it found, and deploy again.";
        }
        if (said.contains("user stopped")) {
            return "Ask who stopped it in AWS; then deploy again.";
        }
        return bySymptom(deployment);
    }

    private static String bySymptom(EcsDeployment deployment) {
        var stopped = deployment.stopped;
        var symptom = deployment.symptom;
        if (stopped.contains("CannotPull")) {
            return "Push the image again, or restore it in its registry; then deploy again.";
        }
        if (stopped.contains("ResourceInitializationError")) {
            return "Mend what the task needs before it starts (secrets, logs, network); then deploy again.";
        }
        var code = symptom == null ? null : symptom.exitCode();
        if (code != null && code == 137) {
            return "Give the container more memory or have it end when it is asked to, mend " + deployment.version()
                    + NEXT;
        }
        if (code != null) {
            return "Look at the last lines, mend " + deployment.version() + NEXT;
        }
        var answer = symptom == null ? null : answer(symptom);
        return answer == null
                ? "Look at the last lines and the events of the service, mend " + deployment.version() + NEXT
                : answer;
    }

    private static @Nullable String answer(Symptom symptom) {
        return symptom.healthAnswer() == null
                ? null
                : "See why the health check is answered like that; if the check itself is wrong, correct it in the"
                        + " target group: no release passes it.";
    }
}
