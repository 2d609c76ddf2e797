package simulator.ecs;

import software.amazon.awssdk.services.ecs.model.ServiceDeployment;
import software.amazon.awssdk.services.ecs.model.ServiceDeploymentBrief;
import software.amazon.awssdk.services.ecs.model.ServiceRevisionSummary;

/** A service deployment as the API shows it. */
record RolloutShown(Rollout rollout) {

    ServiceDeploymentBrief brief() {
        var times = rollout.times();
        return ServiceDeploymentBrief.builder()
                .serviceDeploymentArn(rollout.arn())
                .serviceArn(rollout.service().shape().serviceArn())
                .clusterArn(rollout.service().cluster().arn())
                .targetServiceRevisionArn(rollout.target().revision().arn())
                .status(rollout.status())
                .statusReason(rollout.statusReason())
                .createdAt(times.created())
                .startedAt(times.started())
                .finishedAt(times.finished())
                .build();
    }

    ServiceDeployment full() {
        var times = rollout.times();
        return ServiceDeployment.builder()
                .serviceDeploymentArn(rollout.arn())
                .serviceArn(rollout.service().shape().serviceArn())
                .clusterArn(rollout.service().cluster().arn())
                .status(rollout.status())
                .statusReason(rollout.statusReason())
                .lifecycleStage(rollout.stage())
                .lifecycleHookDetails(rollout.hooks().shown())
                .deploymentConfiguration(rollout.configuration())
                .deploymentCircuitBreaker(
                        rollout.breaker().shown(rollout.target().failures(), rollout.isOver()))
                .alarms(rollout.alarms().shown(rollout.isOver()))
                .rollback(rollout.rollback())
                .targetServiceRevision(summary(rollout.target(), rollout.share()))
                .sourceServiceRevisions(rollout.sources().stream()
                        .map(source -> summary(source, 100 - rollout.share()))
                        .toList())
                .createdAt(times.created())
                .startedAt(times.started())
                .finishedAt(times.finished())
                .stoppedAt(times.stopped())
                .updatedAt(times.updated())
                .build();
    }

    private ServiceRevisionSummary summary(Deploying deployment, double share) {
        return ServiceRevisionSummary.builder()
                .arn(deployment.revision().arn())
                .requestedTaskCount(rollout.service().shape().desiredCount())
                .runningTaskCount(deployment.running())
                .pendingTaskCount(deployment.pending())
                .requestedProductionTrafficWeight(share)
                .build();
    }
}
