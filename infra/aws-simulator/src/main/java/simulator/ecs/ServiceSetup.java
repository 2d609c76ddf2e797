package simulator.ecs;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import simulator.elb.HealthCheck;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.CreateServiceRequest;
import software.amazon.awssdk.services.ecs.model.LoadBalancer;
import software.amazon.awssdk.services.ecs.model.LogDriver;
import software.amazon.awssdk.services.ecs.model.NetworkMode;
import software.amazon.awssdk.services.ecs.model.PortMapping;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;

/**
 * Makes a service as a team's infrastructure would: subnets, log group, target group behind a load balancer, task
 * definition, breaker with rollback. The container is named as the service.
 */
public final class ServiceSetup {

    private final Ecs ecs;
    private final String cluster;
    private final String name;
    private int desired = 2;
    private int port = 8080;
    private boolean balanced = true;
    private boolean checked;
    private Duration draining = Duration.ofSeconds(5);
    private UnaryOperator<CreateServiceRequest.Builder> service = UnaryOperator.identity();
    private UnaryOperator<ContainerDefinition.Builder> container = UnaryOperator.identity();

    ServiceSetup(Ecs ecs, String cluster, String name) {
        this.ecs = ecs;
        this.cluster = cluster;
        this.name = name;
    }

    public ServiceSetup desired(int tasks) {
        desired = tasks;
        return this;
    }

    public ServiceSetup port(int number) {
        port = number;
        return this;
    }

    /** Behind no load balancer, such as a worker. */
    public ServiceSetup alone() {
        balanced = false;
        return this;
    }

    /** With a health check of its container. */
    public ServiceSetup checked() {
        checked = true;
        return this;
    }

    /** How long its target group drains; five seconds unless said. */
    public ServiceSetup draining(Duration duration) {
        draining = duration;
        return this;
    }

    /** Changes the service before it is created: strategy, percentages, breaker, alarms. */
    public ServiceSetup with(UnaryOperator<CreateServiceRequest.Builder> change) {
        service = change;
        return this;
    }

    /** Changes its container before it is registered: secrets, environment, health check. */
    public ServiceSetup container(UnaryOperator<ContainerDefinition.Builder> change) {
        container = change;
        return this;
    }

    /**
     * Creates it with this image and waits, in simulated time, until it has reached a steady state.
     *
     * @return what tests ask about it
     */
    public Made running(String image) {
        var made = create(image);
        var clock = ecs.surroundings().clock();
        for (int i = 0; i < 600 && !made.isSteady(); i++) {
            clock.advance(Duration.ofSeconds(1));
        }
        if (!made.isSteady()) {
            throw new IllegalStateException(name + " did not become steady");
        }
        return made;
    }

    /** Creates it and lets no time pass. */
    public Made create(String image) {
        return ecs.surroundings().clock().whileStill(() -> {
            var region = ecs.surroundings().region();
            region.network()
                    .privateSubnet("subnet-a", "a", "10.0.16.0/20")
                    .privateSubnet("subnet-b", "b", "10.0.32.0/20")
                    .securityGroup("sg-services", "services", port);
            region.logs().group("/ecs/" + name);
            var definition = ecs.definitions()
                    .register(
                            definition(image), "arn:aws:iam::" + region.place().account() + ":user/infrastructure");
            var targetGroup = balanced ? targetGroup() : null;
            new ServiceCalls(ecs)
                    .create(service.apply(request(definition.arn(), targetGroup))
                            .build());
            return new Made(ecs, cluster, name, targetGroup);
        });
    }

    private String targetGroup() {
        var balancing = ecs.surroundings().region().balancing();
        var group = balancing
                .targetGroup(name, port, HealthCheck.of("/health", Duration.ofSeconds(5)))
                .drainingFor(draining);
        var listener = balancing.listener(balancing.loadBalancer(cluster), 443, group.arn());
        balancing.rule(
                listener,
                String.valueOf(Math.floorMod(name.hashCode(), 40_000) + 1),
                "/" + name + "/*",
                simulator.elb.Weights.all(group.arn()));
        return group.arn();
    }

    private RegisterTaskDefinitionRequest definition(String image) {
        return RegisterTaskDefinitionRequest.builder()
                .family(name)
                .cpu("256")
                .memory("512")
                .networkMode(NetworkMode.AWSVPC)
                .requiresCompatibilitiesWithStrings("FARGATE")
                .containerDefinitions(container.apply(containerOf(image)).build())
                .build();
    }

    private ContainerDefinition.Builder containerOf(String image) {
        var place = ecs.surroundings().place();
        var built = ContainerDefinition.builder()
                .name(name)
                .image(image)
                .essential(true)
                .portMappings(PortMapping.builder().containerPort(port).build())
                .logConfiguration(log -> log.logDriver(LogDriver.AWSLOGS)
                        .options(Map.of(
                                "awslogs-group",
                                "/ecs/" + name,
                                "awslogs-region",
                                place.region(),
                                "awslogs-stream-prefix",
                                "ecs")));
        return checked
                ? built.healthCheck(
                        check -> check.command("CMD-SHELL", "curl -fs http://localhost:" + port + "/health || exit 1")
                                .interval(5)
                                .retries(3)
                                .startPeriod(5))
                : built;
    }

    private CreateServiceRequest.Builder request(String definition, @Nullable String targetGroup) {
        return CreateServiceRequest.builder()
                .cluster(cluster)
                .serviceName(name)
                .taskDefinition(definition)
                .desiredCount(desired)
                .launchType("FARGATE")
                .platformVersion("LATEST")
                .healthCheckGracePeriodSeconds(targetGroup == null ? null : 15)
                .loadBalancers(
                        targetGroup == null
                                ? List.of()
                                : List.of(LoadBalancer.builder()
                                        .targetGroupArn(targetGroup)
                                        .containerName(name)
                                        .containerPort(port)
                                        .build()))
                .networkConfiguration(network -> network.awsvpcConfiguration(
                        vpc -> vpc.subnets("subnet-a", "subnet-b").securityGroups("sg-services")))
                .deploymentConfiguration(configuration -> configuration
                        .maximumPercent(200)
                        .minimumHealthyPercent(100)
                        .deploymentCircuitBreaker(
                                breaker -> breaker.enable(true).rollback(true)));
    }

    /**
     * A service that was made.
     *
     * @param targetGroup its ARN; null for a service that is behind no load balancer
     */
    public record Made(
            Ecs ecs, String cluster, String name, @Nullable String targetGroup) {

        /** Whether nothing is in progress and every task is well. */
        public boolean isSteady() {
            return ecs.surroundings().clock().whileStill(() -> {
                var service = ecs.known(cluster).known(name);
                return service.deployments().size() == 1
                        && service.rollout()
                                .filter(rollout -> !rollout.isOver())
                                .isEmpty()
                        && service.wellTasks() == service.shape().desiredCount();
            });
        }
    }
}
