package simulator.ecs;

import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.HealthStatus;

/** One container of a task. */
final class RunningContainer {

    final ContainerDefinition definition;
    final List<String> command;
    Behaviour behaviour = Behaviour.healthy();
    String digest = "";
    String status = "PENDING";
    HealthStatus health = HealthStatus.UNKNOWN;

    @Nullable
    Integer exitCode;

    @Nullable
    String reason;

    /**
     * @param command that the task was run with, empty for the image's own
     */
    RunningContainer(ContainerDefinition definition, List<String> command) {
        this.definition = definition;
        this.command = command;
    }

    String name() {
        return definition.name();
    }

    boolean isChecked() {
        return definition.healthCheck() != null;
    }

    boolean isEssential() {
        return definition.essential() == null || definition.essential();
    }
}
