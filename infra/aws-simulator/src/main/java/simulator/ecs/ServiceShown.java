package simulator.ecs;

import software.amazon.awssdk.services.ecs.model.Deployment;
import software.amazon.awssdk.services.ecs.model.Service;

/** A service as {@code DescribeServices} shows it. */
record ServiceShown(FargateService service) {

    Service now() {
        var deployments = service.deployments();
        return service.shape().toBuilder()
                .runningCount(deployments.stream().mapToInt(Deploying::running).sum())
                .pendingCount(deployments.stream().mapToInt(Deploying::pending).sum())
                .deployments(deployments.stream().map(this::deployment).toList())
                .events(service.events().all())
                .build();
    }

    private Deployment deployment(Deploying deployment) {
        var shape = deployment.revision().service();
        var primary = deployment == service.primary();
        return Deployment.builder()
                .id(deployment.id())
                .status(primary ? "PRIMARY" : "ACTIVE")
                .taskDefinition(deployment.revision().definition().arn())
                .desiredCount(
                        primary
                                ? service.shape().desiredCount()
                                : deployment.active().size())
                .runningCount(deployment.running())
                .pendingCount(deployment.pending())
                .failedTasks(deployment.failures())
                .rolloutState(deployment.rolloutState())
                .rolloutStateReason(deployment.reason())
                .launchType(shape.launchType())
                .capacityProviderStrategy(shape.capacityProviderStrategy())
                .platformVersion(shape.platformVersion())
                .networkConfiguration(shape.networkConfiguration())
                .createdAt(deployment.createdAt())
                .updatedAt(deployment.updatedAt())
                .build();
    }
}
