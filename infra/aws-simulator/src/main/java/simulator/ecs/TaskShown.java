package simulator.ecs;

import java.util.List;
import software.amazon.awssdk.services.ecs.model.Attachment;
import software.amazon.awssdk.services.ecs.model.Container;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.NetworkInterface;
import software.amazon.awssdk.services.ecs.model.Task;

/** A task as {@code DescribeTasks} shows it. */
record TaskShown(Cluster cluster, FargateTask task) {

    Task now() {
        var definition = task.order().definition().definition();
        var times = task.times();
        return Task.builder()
                .taskArn(task.arn())
                .clusterArn(cluster.arn())
                .taskDefinitionArn(definition.taskDefinitionArn())
                .group(task.order().group())
                .startedBy(task.order().startedBy())
                .overrides(task.order().overrides())
                .tags(task.order().tags())
                .launchType(LaunchType.FARGATE)
                .platformVersion("1.4.0")
                .cpu(definition.cpu())
                .memory(definition.memory())
                .lastStatus(task.status())
                .desiredStatus(task.desiredStatus())
                .healthStatus(task.health())
                .connectivity(task.isRunning() ? "CONNECTED" : null)
                .stopCode(task.stopCode())
                .stoppedReason(task.stoppedReason())
                .containers(task.containers().stream().map(this::container).toList())
                .attachments(attachment())
                .createdAt(times.created())
                .pullStartedAt(times.pullStarted())
                .pullStoppedAt(times.started())
                .startedAt(times.started())
                .stoppingAt(times.stopping())
                .stoppedAt(times.stopped())
                .version(1L)
                .build();
    }

    private Container container(RunningContainer container) {
        var ip = task.address().ip();
        return Container.builder()
                .containerArn(task.arn().replace(":task/", ":container/") + "/" + container.name())
                .taskArn(task.arn())
                .name(container.name())
                .image(container.definition.image())
                .imageDigest(container.digest.isEmpty() ? null : container.digest)
                .runtimeId(container.digest.isEmpty() ? null : task.id() + "-" + container.name())
                .lastStatus(container.status)
                .exitCode(container.exitCode)
                .reason(container.reason)
                .healthStatus(container.health)
                .networkInterfaces(
                        ip == null
                                ? List.of()
                                : List.of(NetworkInterface.builder()
                                        .privateIpv4Address(ip)
                                        .build()))
                .build();
    }

    private Attachment attachment() {
        var ip = task.address().ip();
        return Attachment.builder()
                .id(task.id())
                .type("ElasticNetworkInterface")
                .status(ip == null ? "PRECREATED" : task.isStopped() ? "DELETED" : "ATTACHED")
                .details(
                        ip == null
                                ? List.of()
                                : List.of(
                                        KeyValuePair.builder()
                                                .name("subnetId")
                                                .value(task.address().subnet())
                                                .build(),
                                        KeyValuePair.builder()
                                                .name("privateIPv4Address")
                                                .value(ip)
                                                .build()))
                .build();
    }
}
