package simulator.demo;

import java.util.ArrayList;
import java.util.List;
import simulator.Place;
import simulator.Simulator;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ecs.EcsAsyncClient;
import software.amazon.awssdk.services.ecs.model.Compatibility;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.DeploymentConfiguration;
import software.amazon.awssdk.services.ecs.model.DeploymentStrategy;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.LogDriver;
import software.amazon.awssdk.services.ecs.model.NetworkMode;
import software.amazon.awssdk.services.ecs.model.Secret;
import software.amazon.awssdk.services.ecs.model.Tag;

/** Creates clusters and services by the calls that Terraform makes. */
final class DemoServices implements AutoCloseable {

    private static final int TASKS = 2;

    private final DemoInfrastructure infrastructure;
    private final Place place;
    private final EcsAsyncClient ecs;

    DemoServices(Simulator simulator, Place place, DemoInfrastructure infrastructure) {
        var keys = simulator.sessions().user(place.account(), "terraform");
        this.infrastructure = infrastructure;
        this.place = place;
        this.ecs = EcsAsyncClient.builder()
                .endpointOverride(simulator.endpoint())
                .region(Region.of(place.region()))
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(keys.accessKey(), keys.secretKey())))
                .build();
    }

    void cluster(DemoEnvironment environment) {
        ecs.createCluster(request -> request.clusterName(environment.cluster())).join();
    }

    void service(DemoEnvironment environment, DemoRelease release) {
        var service = release.service();
        var definition = register(environment, release);
        ecs.createService(request -> request.cluster(environment.cluster())
                        .serviceName(service.name())
                        .taskDefinition(definition)
                        .desiredCount(TASKS)
                        .launchType(LaunchType.FARGATE)
                        .healthCheckGracePeriodSeconds(30)
                        .loadBalancers(balancer -> balancer.targetGroupArn(infrastructure
                                        .targetGroup(environment, service)
                                        .arn())
                                .containerName(service.name())
                                .containerPort(service.port()))
                        .networkConfiguration(network -> network.awsvpcConfiguration(
                                vpc -> vpc.subnets(environment.subnet("a"), environment.subnet("b"))
                                        .securityGroups(environment.securityGroup())
                                        .assignPublicIp("DISABLED")))
                        .deploymentConfiguration(configuration(environment, service))
                        .tags(managed()))
                .join();
    }

    /** Alarms make a deployment bake, which in staging nobody would wait for. */
    private static DeploymentConfiguration configuration(DemoEnvironment environment, DemoService service) {
        var configuration = DeploymentConfiguration.builder()
                .minimumHealthyPercent(50)
                .maximumPercent(200)
                .deploymentCircuitBreaker(breaker -> breaker.enable(true).rollback(true));
        return environment.hasAlarms()
                ? configuration
                        .strategy(DeploymentStrategy.ROLLING)
                        .bakeTimeInMinutes(1)
                        .alarms(alarms -> alarms.alarmNames(environment.alarm(service))
                                .enable(true)
                                .rollback(true))
                        .build()
                : configuration.build();
    }

    private String register(DemoEnvironment environment, DemoRelease release) {
        return ecs.registerTaskDefinition(request -> request.family(environment.family(release.service()))
                        .requiresCompatibilities(Compatibility.FARGATE)
                        .networkMode(NetworkMode.AWSVPC)
                        .cpu("256")
                        .memory("512")
                        .executionRoleArn(infrastructure.role("peerprep-execution"))
                        .taskRoleArn(infrastructure.role("peerprep-task"))
                        .containerDefinitions(container(environment, release))
                        .tags(managed()))
                .join()
                .taskDefinition()
                .taskDefinitionArn();
    }

    /** As the scripts did it: the image by its tag, not by its digest. */
    private ContainerDefinition container(DemoEnvironment environment, DemoRelease release) {
        var service = release.service();
        return ContainerDefinition.builder()
                .name(service.name())
                .image(place.registryHost() + "/" + service.name() + ":" + release.version())
                .essential(true)
                .portMappings(port -> port.containerPort(service.port()).protocol("tcp"))
                .environment(variable("APP_VERSION", release.version()), variable("ENVIRONMENT", environment.key()))
                .secrets(secrets(environment, service))
                .logConfiguration(log -> log.logDriver(LogDriver.AWSLOGS)
                        .options(java.util.Map.of(
                                "awslogs-group", environment.logGroup(service),
                                "awslogs-region", place.region(),
                                "awslogs-stream-prefix", "ecs")))
                .build();
    }

    private List<Secret> secrets(DemoEnvironment environment, DemoService service) {
        var secrets = new ArrayList<Secret>();
        secrets.add(Secret.builder()
                .name("SECRET_KEY")
                .valueFrom(infrastructure.parameter(environment, service))
                .build());
        if (service.migrates()) {
            var database = infrastructure.database(environment, service);
            secrets.add(Secret.builder()
                    .name("DATABASE_PASSWORD")
                    .valueFrom(database + ":password::")
                    .build());
        }
        return secrets;
    }

    private static KeyValuePair variable(String name, String value) {
        return KeyValuePair.builder().name(name).value(value).build();
    }

    private static Tag managed() {
        return Tag.builder().key("ManagedBy").value("terraform").build();
    }

    @Override
    public void close() {
        ecs.close();
    }
}
