package simulator.ecs;

import java.util.ArrayList;
import java.util.Objects;
import simulator.Fault;
import simulator.Page;
import software.amazon.awssdk.services.ecs.model.CreateServiceRequest;
import software.amazon.awssdk.services.ecs.model.CreateServiceResponse;
import software.amazon.awssdk.services.ecs.model.DeleteServiceRequest;
import software.amazon.awssdk.services.ecs.model.DeleteServiceResponse;
import software.amazon.awssdk.services.ecs.model.DeploymentController;
import software.amazon.awssdk.services.ecs.model.DeploymentControllerType;
import software.amazon.awssdk.services.ecs.model.DescribeServicesRequest;
import software.amazon.awssdk.services.ecs.model.DescribeServicesResponse;
import software.amazon.awssdk.services.ecs.model.Failure;
import software.amazon.awssdk.services.ecs.model.ListServicesRequest;
import software.amazon.awssdk.services.ecs.model.ListServicesResponse;
import software.amazon.awssdk.services.ecs.model.PropagateTags;
import software.amazon.awssdk.services.ecs.model.SchedulingStrategy;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.UpdateServiceRequest;
import software.amazon.awssdk.services.ecs.model.UpdateServiceResponse;

/** The calls about services. */
record ServiceCalls(Ecs ecs) {

    private static final int DESCRIBED_AT_ONCE = 10;

    CreateServiceResponse create(CreateServiceRequest request) {
        var cluster = ecs.known(request.cluster());
        if (cluster.service(request.serviceName())
                .filter(FargateService::isActive)
                .isPresent()) {
            throw new Fault("InvalidParameterException", "Creation of service was not idempotent.");
        }
        var definition = ecs.definitions().startable(request.taskDefinition());
        var shape = Members.copy(request, Service.builder())
                .serviceArn(ecs.surroundings()
                        .place()
                        .arn("ecs", "service/" + cluster.name() + "/" + request.serviceName()))
                .clusterArn(cluster.arn())
                .status("ACTIVE")
                .taskDefinition(definition.arn())
                .createdAt(ecs.surroundings().clock().instant())
                .schedulingStrategy(SchedulingStrategy.REPLICA)
                .deploymentController(DeploymentController.builder()
                        .type(DeploymentControllerType.ECS)
                        .build())
                .propagateTags(request.propagateTags() == PropagateTags.NONE ? null : request.propagateTags())
                .build();
        var service = ecs.create(cluster, ServiceDefaults.complete(shape));
        service.deploy(definition);
        return CreateServiceResponse.builder()
                .service(new ServiceShown(service).now())
                .build();
    }

    UpdateServiceResponse update(UpdateServiceRequest request) {
        var service = ecs.known(request.cluster()).known(request.service());
        if (!service.isActive()) {
            throw new Fault("ServiceNotActiveException", "Service was not ACTIVE.");
        }
        ecs.lag().keep(new ServiceShown(service).now());
        var before = service.shape();
        var definition = ecs.definitions()
                .startable(request.taskDefinition() == null ? before.taskDefinition() : request.taskDefinition());
        var after = ServiceDefaults.complete(Members.copy(request, before.toBuilder())
                .taskDefinition(definition.arn())
                .build());
        service.configure(after);
        if (Boolean.TRUE.equals(request.forceNewDeployment()) || startsDeployment(before, after)) {
            service.deploy(definition);
        }
        return UpdateServiceResponse.builder()
                .service(new ServiceShown(service).now())
                .build();
    }

    /** The number of tasks and the deployment configuration alone start none. */
    private static boolean startsDeployment(Service before, Service after) {
        return !Objects.equals(before.taskDefinition(), after.taskDefinition())
                || !Objects.equals(before.networkConfiguration(), after.networkConfiguration())
                || !Objects.equals(before.loadBalancers(), after.loadBalancers())
                || !Objects.equals(before.platformVersion(), after.platformVersion())
                || !Objects.equals(before.capacityProviderStrategy(), after.capacityProviderStrategy());
    }

    DeleteServiceResponse delete(DeleteServiceRequest request) {
        var service = ecs.known(request.cluster()).known(request.service());
        if (!Boolean.TRUE.equals(request.force()) && service.shape().desiredCount() > 0) {
            throw new Fault("InvalidParameterException", "The service cannot be stopped while it is scaled above 0.");
        }
        service.delete();
        return DeleteServiceResponse.builder()
                .service(new ServiceShown(service).now())
                .build();
    }

    DescribeServicesResponse describe(DescribeServicesRequest request) {
        if (request.services().size() > DESCRIBED_AT_ONCE) {
            throw new Fault("InvalidParameterException", "Services cannot have more than 10 items.");
        }
        var cluster = ecs.known(request.cluster());
        var found = new ArrayList<Service>();
        var failures = new ArrayList<Failure>();
        for (var name : request.services()) {
            cluster.service(name)
                    .ifPresentOrElse(
                            service -> found.add(ecs.lag()
                                    .seen(service.shape().serviceArn(), () -> new ServiceShown(service).now())),
                            () -> failures.add(Failure.builder()
                                    .arn(ecs.surroundings()
                                            .place()
                                            .arn("ecs", "service/" + cluster.name() + "/" + Name.last(name)))
                                    .reason("MISSING")
                                    .build()));
        }
        return DescribeServicesResponse.builder()
                .services(found)
                .failures(failures)
                .build();
    }

    ListServicesResponse list(ListServicesRequest request) {
        var page = Page.of(
                ecs.known(request.cluster()).services().stream()
                        .filter(FargateService::isActive)
                        .map(service -> service.shape().serviceArn())
                        .toList(),
                request.nextToken(),
                request.maxResults(),
                10);
        return ListServicesResponse.builder()
                .serviceArns(page.items())
                .nextToken(page.nextToken())
                .build();
    }
}
