package dev.slipway.target.ecs;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One change of a service from its intent to its deployment: forward, or the way back after it failed. */
final class Attempt {

    final KeptRevision revision;

    /** ARN of the task definition it runs. */
    @Nullable
    String definition;

    /** Whether a task definition is about to be registered; from here on it may have been. */
    boolean registering;

    /** Whether the service is about to be changed; from here on it may have been. */
    boolean asked;

    /** Deployments the service had before. */
    List<String> before = new ArrayList<>();

    /** Such as {@code ecs-svc/1234567890}, as UpdateService returned it. */
    @Nullable
    String id;

    /** ARN of the service deployment; null until it is found, or where ECS has no such thing. */
    @Nullable
    String serviceDeployment;

    @JsonCreator(mode = JsonCreator.Mode.PROPERTIES)
    Attempt(KeptRevision revision) {
        this.revision = revision;
    }

    boolean isRunBy(String definitionArn) {
        return definitionArn.equals(definition);
    }
}
