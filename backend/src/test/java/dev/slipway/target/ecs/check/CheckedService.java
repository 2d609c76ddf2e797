package dev.slipway.target.ecs.check;

import dev.slipway.artifact.ArtifactReference;
import dev.slipway.artifact.Digest;
import dev.slipway.artifact.registry.Registries;
import dev.slipway.aws.AwsAccess;
import dev.slipway.aws.AwsClients;
import dev.slipway.target.DeployOrder;
import dev.slipway.target.Finding;
import dev.slipway.target.PlacementKey;
import dev.slipway.target.Revision;
import dev.slipway.target.TargetSettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import simulator.Place;
import simulator.Sessions;
import simulator.Simulator;
import simulator.cloudwatch.Series;
import simulator.ecr.ImageContent;
import simulator.ecs.ServiceSetup;
import simulator.iam.Statement;
import simulator.iam.Trust;
import simulator.quota.Quota;
import simulator.region.Region;
import simulator.scaling.Scaling;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.ecs.EcsAsyncClient;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.CreateServiceRequest;
import software.amazon.awssdk.services.ecs.model.LogDriver;
import software.amazon.awssdk.services.ecs.model.NetworkMode;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The service web 1.0.0 in a simulated cloud in which every check passes, with a release 1.1.0 to check it for. */
final class CheckedService implements AutoCloseable {

    static final Place PLACE = new Place(Sessions.DEFAULT_ACCOUNT, "eu-central-1");
    static final String ALARM = "web-5xx";
    static final String BACKUP = "/web/last-backup";
    static final String PLAN = "/web/plan";
    static final List<EcsCheck> CHECKS = checks();
    private static final JsonMapper JSON = JsonMapper.shared();

    final Simulator cloud = Simulator.start();
    final Region region = cloud.in(PLACE);
    final ObjectNode settings = JSON.createObjectNode();
    final String verified = push(exemplary("1.0.0"));
    final String taskRole = region.roles().role("web-task", Trust.ofServices("ecs-tasks.amazonaws.com"));
    final String secret = region.secrets().put("web/database", Map.of("password", "hunter2"));
    String released = push(exemplary("1.1.0"));
    boolean proven = true;
    UnaryOperator<RegisterTaskDefinitionRequest.Builder> definition = UnaryOperator.identity();
    UnaryOperator<ContainerDefinition.Builder> container = UnaryOperator.identity();
    UnaryOperator<ServiceSetup> setup = UnaryOperator.identity();
    UnaryOperator<CreateServiceRequest.Builder> request = UnaryOperator.identity();

    /** Shared by all clouds, each of which is another endpoint: closing takes seconds. */
    private static final AwsClients CLIENTS = new AwsClients(
            null,
            new SimpleMeterRegistry(),
            java.time.Clock.systemUTC(),
            () -> StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIATEST", "secret")));

    CheckedService() {
        settings.put("endpoint", cloud.endpoint().toString());
        settings.put("region", PLACE.region()).put("account", PLACE.account());
        settings.put("cluster", "prod").put("service", "web");
        settings.putObject("alarms").putArray("names").add(ALARM);
        region.roles().user("slipway", Statement.allow("iam:PassRole"));
        region.parameters().text("/web/mode", "calm");
        region.parameters()
                .text(BACKUP, cloud.clock().instant().minusSeconds(3600).toString());
        region.parameters().text(PLAN, "No changes. Your infrastructure matches the configuration.");
        var checks = settings.putObject("checks");
        checks.putObject("backup").put("parameter", BACKUP);
        checks.putObject("infrastructure").put("parameter", PLAN).put("atMost", "12h");
        region.watch().alarm(ALARM, Series.ofService("CPUUtilization", "prod", "web"), 90);
        region.scaling().bounds(Scaling.resource("prod", "web"), 1, 4);
        region.quotas().set(Quota.fargateCpus(6));
        used(1);
    }

    /** What the account uses of Fargate's virtual CPUs. */
    void used(double cpus) {
        region.watch()
                .put(
                        Series.of(
                                "AWS/Usage",
                                "ResourceCount",
                                Map.of(
                                        "Service", "Fargate",
                                        "Type", "Resource",
                                        "Resource", "vCPU",
                                        "Class", "Standard/OnDemand")),
                        cloud.clock().instant().minusSeconds(60),
                        cpus);
    }

    static ImageContent exemplary(String version) {
        return ImageContent.exemplary("web", version, "c0ffee", 8080);
    }

    String push(ImageContent content) {
        return region.images().push("web", content);
    }

    private AwsAccess access() {
        return new AwsAccess(PLACE.region(), null, null, cloud.endpoint());
    }

    EcsAsyncClient ecs() {
        return new Clients(CLIENTS, registries(), access()).ecs();
    }

    /** The service, just created. */
    CheckedService created() {
        service().create(image(verified));
        return this;
    }

    /** The service, running steadily. */
    CheckedService running() {
        service().running(image(verified));
        used(1);
        return this;
    }

    private ServiceSetup service() {
        cloud.ecs(PLACE).cluster("prod");
        region.logs().group("/ecs/web");
        var registered = ecs().registerTaskDefinition(
                        definition.apply(definition()).build())
                .join()
                .taskDefinition()
                .taskDefinitionArn();
        return setup.apply(cloud.ecs(PLACE).service("prod", "web"))
                .with(created -> request.apply(created.taskDefinition(registered)));
    }

    private RegisterTaskDefinitionRequest.Builder definition() {
        return RegisterTaskDefinitionRequest.builder()
                .family("web")
                .cpu("256")
                .memory("512")
                .networkMode(NetworkMode.AWSVPC)
                .requiresCompatibilitiesWithStrings("FARGATE")
                .taskRoleArn(taskRole)
                .executionRoleArn(region.roles().role("web-execution", Trust.ofServices("ecs-tasks.amazonaws.com")))
                .tags(tag -> tag.key("slipway:placement").value("shop/prod/web"))
                .containerDefinitions(container.apply(containerDefinition()).build());
    }

    private ContainerDefinition.Builder containerDefinition() {
        return ContainerDefinition.builder()
                .name("web")
                .image(image(verified))
                .essential(true)
                .portMappings(port -> port.containerPort(8080))
                .secrets(
                        one -> one.name("DB_PASSWORD").valueFrom(secret + ":password::"),
                        one -> one.name("MODE").valueFrom("/web/mode"))
                .logConfiguration(log -> log.logDriver(LogDriver.AWSLOGS)
                        .options(Map.of(
                                "awslogs-group", "/ecs/web",
                                "awslogs-region", PLACE.region(),
                                "awslogs-stream-prefix", "ecs")));
    }

    String image(String digest) {
        return PLACE.registryHost() + "/web@" + digest;
    }

    List<Finding> check() {
        var order = new DeployOrder(
                new PlacementKey("shop", "prod", "web"),
                revision("1.1.0", released),
                proven ? revision("1.0.0", verified) : null,
                "token");
        return new EcsPreChecks(CHECKS, CLIENTS, registries(), cloud.clock(), Duration.ofSeconds(60)).check(order);
    }

    Finding.@Nullable Result check(String code) {
        return finding(code).map(Finding::result).orElse(null);
    }

    Optional<Finding> finding(String code) {
        return check().stream().filter(finding -> finding.check().equals(code)).findFirst();
    }

    private Revision revision(String version, String digest) {
        var image = new ArtifactReference(
                "web", ArtifactReference.Kind.IMAGE, PLACE.registryHost() + "/web", new Digest(digest));
        return new Revision(version, List.of(image), new TargetSettings(settings), Map.of());
    }

    private Registries registries() {
        return new Registries(_ -> Optional.empty(), java.time.Clock.systemUTC());
    }

    private static List<EcsCheck> checks() {
        try (var context = new AnnotationConfigApplicationContext()) {
            context.registerBean("none", String.class, () -> "");
            var scanner = new org.springframework.context.annotation.ClassPathBeanDefinitionScanner(context, true);
            scanner.resetFilters(false);
            scanner.addIncludeFilter(new org.springframework.core.type.filter.AssignableTypeFilter(EcsCheck.class));
            scanner.scan("dev.slipway.target.ecs.check");
            context.refresh();
            return new ArrayList<>(context.getBeansOfType(EcsCheck.class).values());
        }
    }

    @Override
    public void close() {
        cloud.close();
        if (!cloud.violations().isEmpty()) {
            throw new AssertionError(cloud.violations());
        }
    }
}
