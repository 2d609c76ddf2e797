package dev.slipway.target.ecs;

import dev.slipway.artifact.Digest;
import dev.slipway.aws.AwsAccess;
import dev.slipway.aws.AwsUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.services.ecs.model.Container;
import software.amazon.awssdk.services.ecs.model.Task;

/** Of many services, the labels of definitions are read a few at a time; till then they go by their names. */
record FleetEyes(Cloud cloud, AwsAccess access, FleetCluster cluster, Instant now) implements Running.Eyes {

    private static final Duration BETWEEN_DEFINITIONS = Duration.ofSeconds(5);

    @Override
    public String version(Task task) throws AwsUnavailable {
        var known = cloud.knownDefinition(task.taskDefinitionArn());
        if (known != null) {
            return Running.version(known);
        }
        if (cluster.isLarge()
                && (now.isBefore(cluster.definitionDue) || !cluster.afford(1, FleetCluster.RESERVE, now))) {
            return Arn.name(task.taskDefinitionArn());
        }
        cluster.definitionDue = now.plus(BETWEEN_DEFINITIONS);
        return Running.version(cloud.definition(access, task.taskDefinitionArn()));
    }

    @Override
    public Optional<Digest> digest(Container container) {
        return cloud.digest(access, container);
    }
}
