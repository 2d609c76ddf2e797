package simulator.ecs;

import java.util.List;
import simulator.Fault;
import software.amazon.awssdk.services.ecs.model.DeploymentAlarms;
import software.amazon.awssdk.services.ecs.model.DeploymentCircuitBreaker;
import software.amazon.awssdk.services.ecs.model.DeploymentConfiguration;
import software.amazon.awssdk.services.ecs.model.Service;

/** What ECS fills in where a service says nothing. */
final class ServiceDefaults {

    private ServiceDefaults() {}

    static Service complete(Service service) {
        var given = service.deploymentConfiguration() == null
                ? DeploymentConfiguration.builder().build()
                : service.deploymentConfiguration();
        var configuration = given.toBuilder()
                .maximumPercent(given.maximumPercent() == null ? 200 : given.maximumPercent())
                .minimumHealthyPercent(given.minimumHealthyPercent() == null ? 100 : given.minimumHealthyPercent())
                .strategy(given.strategyAsString() == null ? "ROLLING" : given.strategyAsString())
                .bakeTimeInMinutes(given.bakeTimeInMinutes() == null ? 0 : given.bakeTimeInMinutes())
                .deploymentCircuitBreaker(
                        given.deploymentCircuitBreaker() == null
                                ? DeploymentCircuitBreaker.builder()
                                        .enable(false)
                                        .rollback(false)
                                        .build()
                                : given.deploymentCircuitBreaker())
                .alarms(
                        given.alarms() == null
                                ? DeploymentAlarms.builder()
                                        .alarmNames(List.of())
                                        .enable(false)
                                        .rollback(false)
                                        .build()
                                : given.alarms())
                .build();
        check(configuration);
        return service.toBuilder()
                .deploymentConfiguration(configuration)
                .desiredCount(service.desiredCount() == null ? 1 : service.desiredCount())
                .build();
    }

    private static void check(DeploymentConfiguration configuration) {
        if (configuration.maximumPercent() <= 0
                || configuration.maximumPercent() <= 100 && configuration.minimumHealthyPercent() >= 100) {
            throw new Fault(
                    "InvalidParameterException",
                    "Both maximumPercent and minimumHealthyPercent cannot be 100 as this will block deployments.");
        }
    }
}
