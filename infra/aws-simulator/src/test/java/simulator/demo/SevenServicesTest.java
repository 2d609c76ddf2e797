package simulator.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import simulator.Clients;
import simulator.Simulator;
import software.amazon.awssdk.services.ecs.EcsAsyncClient;
import software.amazon.awssdk.services.ecs.model.Deployment;
import software.amazon.awssdk.services.ecs.model.DeploymentRolloutState;
import software.amazon.awssdk.services.ecs.model.Service;

class SevenServicesTest {

    private final Simulator simulator = Simulator.start(Instant.parse("2026-11-22T12:00:00Z"), 0);
    private final SevenServices seven = SevenServices.in(simulator);
    private final EcsAsyncClient ecs = Clients.of(EcsAsyncClient.builder(), simulator.endpoint());

    @AfterEach
    void close() {
        simulator.close();
        assertThat(simulator.violations()).isEmpty();
    }

    @Test
    void everyServiceShouldRunItsFirstVersionInBothEnvironments() {
        for (var environment : DemoEnvironment.values()) {
            for (var service : DemoService.ALL) {
                var shown = service(environment, service.name());
                assertThat(shown.runningCount()).as(service.name()).isEqualTo(2);
                assertThat(shown.deployments())
                        .extracting(Deployment::rolloutState)
                        .containsExactly(DeploymentRolloutState.COMPLETED);
            }
        }
    }

    @Test
    void aGoodReleaseShouldCompleteAndABadOneBeRolledBack() {
        deploy("user-service", "1.1.0");
        simulator.clock().advance(Duration.ofMinutes(5));
        var good = service(DemoEnvironment.STAGING, "user-service");
        assertThat(good.deployments()).hasSize(1);
        assertThat(good.deployments().getFirst().rolloutState()).isEqualTo(DeploymentRolloutState.COMPLETED);

        deploy("user-service", "1.2.0");
        simulator.clock().advance(Duration.ofMinutes(10));
        var after = service(DemoEnvironment.STAGING, "user-service");
        assertThat(after.taskDefinition()).isEqualTo(good.taskDefinition());
        assertThat(after.runningCount()).isEqualTo(2);
    }

    private void deploy(String service, String version) {
        var release = seven.releases().stream()
                .filter(one ->
                        one.service().name().equals(service) && one.version().equals(version))
                .findFirst()
                .orElseThrow();
        var current = ecs.describeTaskDefinition(request -> request.taskDefinition(
                        service(DemoEnvironment.STAGING, service).taskDefinition()))
                .join()
                .taskDefinition();
        var image = SevenServices.PLACE.registryHost() + "/" + service + "@" + release.digest();
        var next = ecs.registerTaskDefinition(request -> request.family(current.family())
                        .requiresCompatibilities(current.requiresCompatibilities())
                        .networkMode(current.networkMode())
                        .cpu(current.cpu())
                        .memory(current.memory())
                        .executionRoleArn(current.executionRoleArn())
                        .taskRoleArn(current.taskRoleArn())
                        .containerDefinitions(current.containerDefinitions().getFirst().toBuilder()
                                .image(image)
                                .build()))
                .join()
                .taskDefinition()
                .taskDefinitionArn();
        ecs.updateService(request -> request.cluster(DemoEnvironment.STAGING.cluster())
                        .service(service)
                        .taskDefinition(next))
                .join();
    }

    private Service service(DemoEnvironment environment, String name) {
        return ecs.describeServices(
                        request -> request.cluster(environment.cluster()).services(name))
                .join()
                .services()
                .getFirst();
    }
}
