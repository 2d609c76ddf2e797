package simulator.ecs;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import simulator.Fault;
import software.amazon.awssdk.services.ecs.model.DeploymentLifecycleHook;
import software.amazon.awssdk.services.ecs.model.DeploymentLifecycleHookAction;
import software.amazon.awssdk.services.ecs.model.DeploymentLifecycleHookDetail;
import software.amazon.awssdk.services.ecs.model.DeploymentLifecycleHookTargetType;

/** The lifecycle hooks of a service deployment: functions that judge and pauses that wait for a person. */
final class StageHooks {

    private static final Duration DAY = Duration.ofHours(24);

    private final FargateService service;
    private final List<DeploymentLifecycleHook> configured;
    private final List<Run> runs = new ArrayList<>();

    StageHooks(FargateService service, List<DeploymentLifecycleHook> configured) {
        this.service = service;
        this.configured = configured;
    }

    void enter(String stage) {
        for (var hook : configured) {
            if (hook.lifecycleStagesAsStrings().contains(stage)) {
                runs.add(new Run(hook, service.now()));
            }
        }
    }

    /** Why the deployment must go back, if so; empty while hooks still run or all are content. */
    @Nullable
    String refusal() {
        for (var run : runs) {
            run.look();
            if (run.refused()) {
                return "Lifecycle hook " + run.id + " "
                        + run.status.toLowerCase(java.util.Locale.ROOT).replace('_', ' ') + ".";
            }
        }
        return null;
    }

    boolean areDone() {
        return runs.stream().allMatch(run -> run.status.equals("SUCCEEDED"));
    }

    void answer(String hookId, boolean goesOn) {
        var found = runs.stream()
                .filter(run -> run.id.equals(hookId) && run.status.equals("AWAITING_ACTION"))
                .findFirst()
                .orElseThrow(() -> new Fault(
                        "InvalidParameterException", "The lifecycle hook " + hookId + " is not awaiting an action."));
        found.status = goesOn ? "SUCCEEDED" : "FAILED";
    }

    List<DeploymentLifecycleHookDetail> shown() {
        return runs.stream().map(Run::shown).toList();
    }

    private final class Run {

        private final DeploymentLifecycleHook hook;
        private final String id = Name.letters();
        private final Instant began;
        private String status;

        Run(DeploymentLifecycleHook hook, Instant began) {
            this.hook = hook;
            this.began = began;
            status = isPause() ? "AWAITING_ACTION" : "IN_PROGRESS";
        }

        private boolean isPause() {
            return hook.targetType() == DeploymentLifecycleHookTargetType.PAUSE;
        }

        void look() {
            if (status.equals("AWAITING_ACTION") && !service.now().isBefore(expiresAt())) {
                status = timeoutAction() == DeploymentLifecycleHookAction.CONTINUE ? "SUCCEEDED" : "TIMED_OUT";
            } else if (status.equals("IN_PROGRESS")) {
                status = service.functions().result(String.valueOf(hook.hookTargetArn()), began, service.now());
            }
        }

        boolean refused() {
            return status.equals("FAILED") || status.equals("TIMED_OUT");
        }

        private Instant expiresAt() {
            var timeout = hook.timeoutConfiguration();
            return began.plus(
                    timeout == null || timeout.timeoutInMinutes() == null
                            ? DAY
                            : Duration.ofMinutes(timeout.timeoutInMinutes()));
        }

        private DeploymentLifecycleHookAction timeoutAction() {
            var timeout = hook.timeoutConfiguration();
            return timeout == null || timeout.action() == null
                    ? DeploymentLifecycleHookAction.ROLLBACK
                    : timeout.action();
        }

        DeploymentLifecycleHookDetail shown() {
            return DeploymentLifecycleHookDetail.builder()
                    .hookId(id)
                    .targetType(
                            isPause()
                                    ? DeploymentLifecycleHookTargetType.PAUSE
                                    : DeploymentLifecycleHookTargetType.AWS_LAMBDA)
                    .targetArn(hook.hookTargetArn())
                    .status(status)
                    .expiresAt(expiresAt())
                    .timeoutAction(timeoutAction())
                    .build();
        }
    }
}
