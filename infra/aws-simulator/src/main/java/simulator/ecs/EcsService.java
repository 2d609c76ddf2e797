package simulator.ecs;

import java.util.function.BiFunction;
import java.util.function.Function;
import simulator.Api;
import simulator.Place;
import simulator.wire.Service;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.services.ecs.model.ContinueServiceDeploymentRequest;
import software.amazon.awssdk.services.ecs.model.CreateClusterRequest;
import software.amazon.awssdk.services.ecs.model.CreateServiceRequest;
import software.amazon.awssdk.services.ecs.model.DeleteServiceRequest;
import software.amazon.awssdk.services.ecs.model.DeregisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.DescribeClustersRequest;
import software.amazon.awssdk.services.ecs.model.DescribeServiceDeploymentsRequest;
import software.amazon.awssdk.services.ecs.model.DescribeServiceRevisionsRequest;
import software.amazon.awssdk.services.ecs.model.DescribeServicesRequest;
import software.amazon.awssdk.services.ecs.model.DescribeTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.DescribeTasksRequest;
import software.amazon.awssdk.services.ecs.model.ListClustersRequest;
import software.amazon.awssdk.services.ecs.model.ListServiceDeploymentsRequest;
import software.amazon.awssdk.services.ecs.model.ListServicesRequest;
import software.amazon.awssdk.services.ecs.model.ListTaskDefinitionsRequest;
import software.amazon.awssdk.services.ecs.model.ListTasksRequest;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.RunTaskRequest;
import software.amazon.awssdk.services.ecs.model.StopServiceDeploymentRequest;
import software.amazon.awssdk.services.ecs.model.StopTaskRequest;
import software.amazon.awssdk.services.ecs.model.UpdateServiceRequest;

/** Which of ECS's calls are answered, and by what. */
public final class EcsService {

    private final Function<Place, Ecs> ecs;
    private final Service service = new Service(Api.ECS);

    public EcsService(Function<Place, Ecs> ecs) {
        this.ecs = ecs;
    }

    /** The service for the endpoint. */
    public Service service() {
        on(CreateClusterRequest.class, ClusterCalls::new, ClusterCalls::create);
        on(DescribeClustersRequest.class, ClusterCalls::new, ClusterCalls::describe);
        on(ListClustersRequest.class, ClusterCalls::new, ClusterCalls::list);
        service.on(
                RegisterTaskDefinitionRequest.class,
                (request, caller) ->
                        new DefinitionCalls(ecs.apply(caller.place())).register(request, caller.principal()));
        on(DescribeTaskDefinitionRequest.class, DefinitionCalls::new, DefinitionCalls::describe);
        on(ListTaskDefinitionsRequest.class, DefinitionCalls::new, DefinitionCalls::list);
        on(DeregisterTaskDefinitionRequest.class, DefinitionCalls::new, DefinitionCalls::deregister);
        on(CreateServiceRequest.class, ServiceCalls::new, ServiceCalls::create);
        on(UpdateServiceRequest.class, ServiceCalls::new, ServiceCalls::update);
        on(DeleteServiceRequest.class, ServiceCalls::new, ServiceCalls::delete);
        on(DescribeServicesRequest.class, ServiceCalls::new, ServiceCalls::describe);
        on(ListServicesRequest.class, ServiceCalls::new, ServiceCalls::list);
        on(ListServiceDeploymentsRequest.class, DeploymentCalls::new, DeploymentCalls::list);
        on(DescribeServiceDeploymentsRequest.class, DeploymentCalls::new, DeploymentCalls::describe);
        on(DescribeServiceRevisionsRequest.class, DeploymentCalls::new, DeploymentCalls::revisions);
        on(StopServiceDeploymentRequest.class, DeploymentCalls::new, DeploymentCalls::stop);
        on(ContinueServiceDeploymentRequest.class, DeploymentCalls::new, DeploymentCalls::goOn);
        on(RunTaskRequest.class, TaskCalls::new, TaskCalls::run);
        on(DescribeTasksRequest.class, TaskCalls::new, TaskCalls::describe);
        on(ListTasksRequest.class, TaskCalls::new, TaskCalls::list);
        on(StopTaskRequest.class, TaskCalls::new, TaskCalls::stop);
        return service;
    }

    private <C, Q extends SdkRequest> void on(
            Class<Q> request, Function<Ecs, C> calls, BiFunction<C, Q, ? extends SdkResponse> answer) {
        service.on(request, (asked, caller) -> answer.apply(calls.apply(ecs.apply(caller.place())), asked));
    }
}
