package dev.slipway.target.ecs;

import dev.slipway.artifact.ArtifactReference;
import dev.slipway.artifact.Digest;
import dev.slipway.aws.AwsAccess;
import dev.slipway.aws.AwsClients;
import dev.slipway.target.DeploymentTarget;
import dev.slipway.target.PlacementKey;
import dev.slipway.target.PlacementNews;
import dev.slipway.target.Revision;
import dev.slipway.target.TargetPlayground;
import dev.slipway.target.TargetSettings;
import dev.slipway.target.ecs.check.EcsPolicy;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import simulator.Place;
import simulator.Sessions;
import simulator.Simulator;
import simulator.cloudwatch.Series;
import simulator.ecr.ImageContent;
import simulator.ecs.Behaviour;
import simulator.elb.HealthCheck;
import simulator.elb.Weights;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.ecs.EcsAsyncClient;
import software.amazon.awssdk.services.ecs.model.Compatibility;
import software.amazon.awssdk.services.ecs.model.LogDriver;
import software.amazon.awssdk.services.ecs.model.NetworkMode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A simulated cloud with all that a service needs and no service yet, and images that behave as asked. */
final class EcsPlayground implements TargetPlayground, AutoCloseable {

    static final Place PLACE = new Place(Sessions.DEFAULT_ACCOUNT, "eu-central-1");

    private static final String CLUSTER = "prod";
    private static final String SERVICE = "web";
    private static final int PORT = 8080;
    private static final Duration LEAST_STEP = Duration.ofSeconds(1);

    final Simulator cloud = Simulator.start();
    final AwsClients clients;

    private final PlacementKey placement;
    private final DatabaseClient database;
    private final EcsAdvice advice;
    private final Map<String, Revision> revisions = new HashMap<>();
    private final ObjectNode settings = JsonMapper.shared().createObjectNode();

    /** @param advice what the target answers to questions asked beforehand */
    EcsPlayground(DatabaseClient database, PlacementKey placement, EcsAdvice advice) {
        this.database = database;
        this.placement = placement;
        this.advice = advice;
        this.clients = new AwsClients(
                cloud.endpoint(),
                new SimpleMeterRegistry(),
                cloud.clock(),
                () -> StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIATEST", "secret")));
        infrastructure();
    }

    private void infrastructure() {
        var region = cloud.in(PLACE);
        region.network()
                .privateSubnet("subnet-a", "a", "10.0.16.0/20")
                .privateSubnet("subnet-b", "b", "10.0.32.0/20")
                .securityGroup("sg-services", "services", PORT);
        region.logs().group("/ecs/web");
        var used = Map.of("Service", "Fargate", "Type", "Resource", "Resource", "vCPU", "Class", "Standard/OnDemand");
        region.watch()
                .put(
                        Series.of("AWS/Usage", "ResourceCount", used),
                        cloud.clock().instant().minusSeconds(60),
                        1);
        var group = region.balancing()
                .targetGroup(SERVICE, PORT, HealthCheck.of("/health", Duration.ofSeconds(5)))
                .drainingFor(Duration.ofSeconds(5));
        var listener = region.balancing().listener(region.balancing().loadBalancer(CLUSTER), 443, group.arn());
        region.balancing().rule(listener, "1", "/*", Weights.all(group.arn()));
        cloud.ecs(PLACE).cluster(CLUSTER);
        client().registerTaskDefinition(request -> request.family(SERVICE)
                        .cpu("256")
                        .memory("512")
                        .networkMode(NetworkMode.AWSVPC)
                        .requiresCompatibilities(Compatibility.FARGATE)
                        .containerDefinitions(container -> container
                                .name(SERVICE)
                                .image(repository() + ":none")
                                .essential(true)
                                .portMappings(port -> port.containerPort(PORT))
                                .logConfiguration(log -> log.logDriver(LogDriver.AWSLOGS)
                                        .options(Map.of(
                                                "awslogs-group",
                                                "/ecs/web",
                                                "awslogs-region",
                                                PLACE.region(),
                                                "awslogs-stream-prefix",
                                                "ecs")))))
                .join();
        settings.put("region", PLACE.region())
                .put("account", PLACE.account())
                .put("cluster", CLUSTER)
                .put("service", SERVICE)
                .put("desired", 2)
                .put("minimumHealthyPercent", 100)
                .put("maximumPercent", 200)
                .put("healthCheckGrace", "15s");
        settings.putObject("circuitBreaker").put("enable", true).put("rollback", true);
        var network = settings.putObject("network");
        network.putArray("subnets").add("subnet-a").add("subnet-b");
        network.putArray("securityGroups").add("sg-services");
        settings.putObject("loadBalancer")
                .put("targetGroup", group.arn())
                .put("container", SERVICE)
                .put("port", PORT);
    }

    EcsAsyncClient client() {
        return clients.get(AwsAccess.of(PLACE.region()), EcsAsyncClient.class, EcsAsyncClient::builder);
    }

    Clock clock() {
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return cloud.clock().instant();
            }
        };
    }

    @Override
    public DeploymentTarget target() {
        var aws = new Cloud(clients, EcsStage.REGISTRIES);
        var ledger = new Ledger(database);
        var nobody = new StaticListableBeanFactory().getBeanProvider(PlacementNews.class);
        return new EcsTarget(aws, ledger, advice, new Wakeups(aws, ledger, nobody), clock());
    }

    @Override
    public PlacementKey placement() {
        return placement;
    }

    @Override
    public int desired() {
        return 2;
    }

    @Override
    public Revision good(String version) {
        return revision(version, Behaviour.healthy().printing(SERVICE + " " + version + " listens"));
    }

    @Override
    public Revision crashing(String version) {
        return revision(version, Behaviour.exits(3, Duration.ofSeconds(2)).printing("cannot go on: a key is missing"));
    }

    @Override
    public Revision neverHealthy(String version) {
        return revision(version, Behaviour.neverHealthy(503));
    }

    @Override
    public Revision slow(String version) {
        return revision(version, Behaviour.healthy().startingIn(Duration.ofSeconds(12)));
    }

    Revision revision(String version, Behaviour behaviour) {
        return revisions.computeIfAbsent(version, _ -> {
            var digest = cloud.in(PLACE)
                    .images()
                    .push(SERVICE, ImageContent.exemplary(SERVICE, version, "c0ffee", PORT), version);
            cloud.ecs(PLACE).images().script(digest, behaviour);
            return of(version, new Digest(digest));
        });
    }

    private Revision of(String version, Digest digest) {
        return new Revision(
                version,
                List.of(new ArtifactReference(
                        SERVICE, ArtifactReference.Kind.IMAGE, repository() + ":" + version, digest)),
                new TargetSettings(settings),
                Map.of());
    }

    private static String repository() {
        return PLACE.registryHost() + "/" + SERVICE;
    }

    @Override
    public List<String> printing(String text, int exitCode) {
        cloud.ecs(PLACE)
                .images()
                .command(
                        SERVICE,
                        text,
                        Behaviour.exits(exitCode, Duration.ofSeconds(1)).printing(text));
        return List.of("print", text);
    }

    @Override
    public List<String> lasting() {
        cloud.ecs(PLACE)
                .images()
                .command(SERVICE, "for ever", Behaviour.healthy().stubborn());
        return List.of("wait", "for ever");
    }

    @Override
    public Revision withoutArtifact(String version) {
        return of(version, Digest.ofHex("0f".repeat(32)));
    }

    @Override
    public TargetSettings invalidSettings() {
        return new TargetSettings(settings.deepCopy().put("region", "nowhere"));
    }

    /** Time stands still but for this, so what happens takes no real time. */
    @Override
    public void pass(Duration time) {
        cloud.clock().advance(time.compareTo(LEAST_STEP) < 0 ? LEAST_STEP : time);
    }

    @Override
    public void skip(Duration time) {
        cloud.clock().advance(time);
    }

    @Override
    public Outage outage() {
        var rule = cloud.faults().everywhere().unavailable();
        return rule::end;
    }

    @Override
    public int starts(String version) {
        var digest = java.util.Objects.requireNonNull(revisions.get(version))
                .artifacts()
                .getFirst()
                .digest();
        var ecs = client();
        var arns = new java.util.ArrayList<String>();
        for (var status : List.of("RUNNING", "STOPPED")) {
            arns.addAll(ecs.listTasks(request ->
                            request.cluster(CLUSTER).serviceName(SERVICE).desiredStatus(status))
                    .join()
                    .taskArns());
        }
        if (arns.isEmpty()) {
            return 0;
        }
        return (int) ecs.describeTasks(request -> request.cluster(CLUSTER).tasks(arns)).join().tasks().stream()
                .filter(task -> task.containers().stream()
                        .anyMatch(one -> String.valueOf(one.image()).contains(digest.value())))
                .count();
    }

    @Override
    public void close() {
        clients.destroy();
        EcsPolicy.assertAllows(cloud.calls().actions());
        cloud.close();
        if (!cloud.violations().isEmpty()) {
            throw new AssertionError(cloud.violations());
        }
    }
}
