package dev.slipway.target.ecs.check.identity;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;

/** The roles that tasks of a definition take. */
final class TaskRoles {

    /** Who takes them (ECS developer guide, "Task IAM role"). */
    static final String SERVICE = "ecs-tasks.amazonaws.com";

    private TaskRoles() {}

    static List<String> of(TaskDefinition definition) {
        return Stream.of(definition.taskRoleArn(), definition.executionRoleArn())
                .filter(Objects::nonNull)
                .filter(arn -> !arn.isBlank())
                .distinct()
                .toList();
    }
}
