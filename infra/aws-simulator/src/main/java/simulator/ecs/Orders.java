package simulator.ecs;

import java.util.List;
import software.amazon.awssdk.services.ecs.model.LoadBalancer;
import software.amazon.awssdk.services.ecs.model.Service;

/** What a service starts its tasks with. */
record Orders(Service service) {

    TaskOrder of(Deploying deployment) {
        return new TaskOrder(
                deployment.revision().definition(),
                "service:" + service.serviceName(),
                deployment.id(),
                null,
                service.networkConfiguration(),
                balancers(deployment.isAlternate()),
                service.propagateTags() == null ? List.of() : service.tags());
    }

    private List<LoadBalancer> balancers(boolean alternate) {
        return service.loadBalancers().stream()
                .map(balancer -> alternate && balancer.advancedConfiguration() != null
                        ? balancer.toBuilder()
                                .targetGroupArn(balancer.advancedConfiguration().alternateTargetGroupArn())
                                .build()
                        : balancer)
                .toList();
    }
}
