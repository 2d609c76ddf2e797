package simulator.ecs;

import java.util.List;
import java.util.Map;
import simulator.region.Region;

/** What EventBridge is told of tasks. */
record TaskEvents(Region region) {

    void changed(Cluster cluster, FargateTask task) {
        region.events()
                .publish(
                        "aws.ecs",
                        "ECS Task State Change",
                        List.of(task.arn()),
                        Map.of(
                                "clusterArn", cluster.arn(),
                                "taskArn", task.arn(),
                                "group", task.order().group(),
                                "lastStatus", task.status(),
                                "desiredStatus", task.desiredStatus(),
                                "stopCode", String.valueOf(task.stopCode()),
                                "stoppedReason", String.valueOf(task.stoppedReason())));
    }
}
