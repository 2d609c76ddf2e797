package simulator.ecs;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import simulator.Fault;
import simulator.Page;
import software.amazon.awssdk.services.ecs.model.ContinueServiceDeploymentRequest;
import software.amazon.awssdk.services.ecs.model.ContinueServiceDeploymentResponse;
import software.amazon.awssdk.services.ecs.model.DeploymentLifecycleHookAction;
import software.amazon.awssdk.services.ecs.model.DescribeServiceDeploymentsRequest;
import software.amazon.awssdk.services.ecs.model.DescribeServiceDeploymentsResponse;
import software.amazon.awssdk.services.ecs.model.DescribeServiceRevisionsRequest;
import software.amazon.awssdk.services.ecs.model.DescribeServiceRevisionsResponse;
import software.amazon.awssdk.services.ecs.model.Failure;
import software.amazon.awssdk.services.ecs.model.ListServiceDeploymentsRequest;
import software.amazon.awssdk.services.ecs.model.ListServiceDeploymentsResponse;
import software.amazon.awssdk.services.ecs.model.ServiceDeployment;
import software.amazon.awssdk.services.ecs.model.ServiceRevision;
import software.amazon.awssdk.services.ecs.model.StopServiceDeploymentRequest;
import software.amazon.awssdk.services.ecs.model.StopServiceDeploymentResponse;
import software.amazon.awssdk.services.ecs.model.StopServiceDeploymentStopType;

/** The calls about service deployments and revisions. */
record DeploymentCalls(Ecs ecs) {

    private static final int DESCRIBED_AT_ONCE = 20;

    ListServiceDeploymentsResponse list(ListServiceDeploymentsRequest request) {
        var cluster = request.cluster() == null && request.service().contains("/")
                ? ecs.known(request.service().split("/")[1])
                : ecs.known(request.cluster());
        var range = request.createdAt();
        var found = cluster.known(request.service()).rollouts().reversed().stream()
                .filter(rollout -> ecs.lag().shows(rollout.times().created()))
                .filter(rollout -> request.statusAsStrings().isEmpty()
                        || request.statusAsStrings().contains(rollout.status()))
                .filter(rollout -> range == null
                        || (range.after() == null || !rollout.times().created().isBefore(range.after()))
                                && (range.before() == null
                                        || !rollout.times().created().isAfter(range.before())))
                .map(rollout -> new RolloutShown(rollout).brief())
                .toList();
        var page = Page.of(found, request.nextToken(), request.maxResults(), 100);
        return ListServiceDeploymentsResponse.builder()
                .serviceDeployments(page.items())
                .nextToken(page.nextToken())
                .build();
    }

    DescribeServiceDeploymentsResponse describe(DescribeServiceDeploymentsRequest request) {
        if (request.serviceDeploymentArns().size() > DESCRIBED_AT_ONCE) {
            throw new Fault("InvalidParameterException", "serviceDeploymentArns cannot have more than 20 items.");
        }
        var found = new ArrayList<ServiceDeployment>();
        var failures = new ArrayList<Failure>();
        for (var arn : request.serviceDeploymentArns()) {
            find(arn)
                    .ifPresentOrElse(
                            rollout -> found.add(new RolloutShown(rollout).full()),
                            () -> failures.add(
                                    Failure.builder().arn(arn).reason("MISSING").build()));
        }
        return DescribeServiceDeploymentsResponse.builder()
                .serviceDeployments(found)
                .failures(failures)
                .build();
    }

    DescribeServiceRevisionsResponse revisions(DescribeServiceRevisionsRequest request) {
        var found = new ArrayList<ServiceRevision>();
        var failures = new ArrayList<Failure>();
        for (var arn : request.serviceRevisionArns()) {
            services(arn).stream()
                    .flatMap(service ->
                            service.revisions().stream().filter(one -> one.arn().equals(arn)))
                    .findFirst()
                    .ifPresentOrElse(
                            revision -> found.add(shown(revision)),
                            () -> failures.add(
                                    Failure.builder().arn(arn).reason("MISSING").build()));
        }
        return DescribeServiceRevisionsResponse.builder()
                .serviceRevisions(found)
                .failures(failures)
                .build();
    }

    private static ServiceRevision shown(Revision revision) {
        return Members.copy(revision.service(), ServiceRevision.builder())
                .serviceRevisionArn(revision.arn())
                .taskDefinition(revision.definition().arn())
                .createdAt(revision.createdAt())
                .build();
    }

    StopServiceDeploymentResponse stop(StopServiceDeploymentRequest request) {
        known(request.serviceDeploymentArn()).stop(request.stopType() != StopServiceDeploymentStopType.ABORT);
        return StopServiceDeploymentResponse.builder()
                .serviceDeploymentArn(request.serviceDeploymentArn())
                .build();
    }

    ContinueServiceDeploymentResponse goOn(ContinueServiceDeploymentRequest request) {
        known(request.serviceDeploymentArn())
                .hook(request.hookId(), request.action() != DeploymentLifecycleHookAction.ROLLBACK);
        return ContinueServiceDeploymentResponse.builder()
                .serviceDeploymentArn(request.serviceDeploymentArn())
                .build();
    }

    private Rollout known(String arn) {
        return find(arn)
                .orElseThrow(() -> new Fault(
                        "ServiceDeploymentNotFoundException", "The service deployment " + arn + " was not found."));
    }

    private Optional<Rollout> find(String arn) {
        return services(arn).stream()
                .flatMap(service -> service.rollouts().stream())
                .filter(rollout -> rollout.arn().equals(arn))
                .findFirst();
    }

    /** The service that such an ARN belongs to: {@code ...:service-deployment/cluster/service/id}. */
    private List<FargateService> services(String arn) {
        var parts = arn.split("/");
        return parts.length < 4
                ? List.of()
                : ecs.find(parts[1]).flatMap(cluster -> cluster.service(parts[2])).stream()
                        .toList();
    }
}
