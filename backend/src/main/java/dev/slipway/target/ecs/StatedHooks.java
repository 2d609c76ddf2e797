package dev.slipway.target.ecs;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import software.amazon.awssdk.services.ecs.model.DeploymentLifecycleHook;
import software.amazon.awssdk.services.ecs.model.DeploymentLifecycleHookTargetType;

/** Compares hooks by what the settings say of them; ECS adds its own defaults to what it shows. */
final class StatedHooks {

    private StatedHooks() {}

    /** Whether the service has these hooks and no others. */
    static boolean are(List<EcsSettings.Hook> stated, List<DeploymentLifecycleHook> shown) {
        return stated.size() == shown.size()
                && stated.stream().allMatch(hook -> shown.stream().anyMatch(one -> is(hook, one)));
    }

    private static boolean is(EcsSettings.Hook hook, DeploymentLifecycleHook shown) {
        if (!Set.copyOf(hook.stages()).equals(Set.copyOf(shown.lifecycleStagesAsStrings()))) {
            return false;
        }
        if (!hook.pauses()) {
            return Objects.equals(hook.lambda(), shown.hookTargetArn()) && Objects.equals(hook.role(), shown.roleArn());
        }
        var expires = hook.expires();
        return shown.targetType() == DeploymentLifecycleHookTargetType.PAUSE
                && (expires == null
                        || shown.timeoutConfiguration() != null
                                && Objects.equals(
                                        shown.timeoutConfiguration().timeoutInMinutes(), (int) expires.toMinutes()));
    }
}
