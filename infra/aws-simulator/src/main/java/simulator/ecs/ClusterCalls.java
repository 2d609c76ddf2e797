package simulator.ecs;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.ecs.model.CreateClusterRequest;
import software.amazon.awssdk.services.ecs.model.CreateClusterResponse;
import software.amazon.awssdk.services.ecs.model.DescribeClustersRequest;
import software.amazon.awssdk.services.ecs.model.DescribeClustersResponse;
import software.amazon.awssdk.services.ecs.model.Failure;
import software.amazon.awssdk.services.ecs.model.ListClustersRequest;
import software.amazon.awssdk.services.ecs.model.ListClustersResponse;

/** The calls about clusters. */
record ClusterCalls(Ecs ecs) {

    CreateClusterResponse create(CreateClusterRequest request) {
        var name = request.clusterName() == null ? "default" : request.clusterName();
        ecs.cluster(name);
        return CreateClusterResponse.builder().cluster(shown(ecs.known(name))).build();
    }

    DescribeClustersResponse describe(DescribeClustersRequest request) {
        var wanted = request.clusters().isEmpty() ? List.of("default") : request.clusters();
        var found = new ArrayList<software.amazon.awssdk.services.ecs.model.Cluster>();
        var failures = new ArrayList<Failure>();
        for (var name : wanted) {
            ecs.find(name)
                    .ifPresentOrElse(
                            cluster -> found.add(shown(cluster)),
                            () -> failures.add(Failure.builder()
                                    .arn(ecs.surroundings().place().arn("ecs", "cluster/" + Name.last(name)))
                                    .reason("MISSING")
                                    .build()));
        }
        return DescribeClustersResponse.builder()
                .clusters(found)
                .failures(failures)
                .build();
    }

    ListClustersResponse list(ListClustersRequest request) {
        return ListClustersResponse.builder()
                .clusterArns(ecs.clusters().stream().map(Cluster::arn).toList())
                .build();
    }

    private static software.amazon.awssdk.services.ecs.model.Cluster shown(Cluster cluster) {
        var tasks = cluster.tasks();
        return software.amazon.awssdk.services.ecs.model.Cluster.builder()
                .clusterArn(cluster.arn())
                .clusterName(cluster.name())
                .status("ACTIVE")
                .registeredContainerInstancesCount(0)
                .runningTasksCount(
                        (int) tasks.stream().filter(FargateTask::isRunning).count())
                .pendingTasksCount(
                        (int) tasks.stream().filter(FargateTask::isPending).count())
                .activeServicesCount((int) cluster.services().stream()
                        .filter(FargateService::isActive)
                        .count())
                .capacityProviders("FARGATE", "FARGATE_SPOT")
                .build();
    }
}
