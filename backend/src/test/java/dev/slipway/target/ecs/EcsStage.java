package dev.slipway.target.ecs;

import dev.slipway.artifact.ArtifactReference;
import dev.slipway.artifact.Digest;
import dev.slipway.artifact.registry.Registries;
import dev.slipway.aws.AwsClients;
import dev.slipway.target.DeployOrder;
import dev.slipway.target.DeploymentId;
import dev.slipway.target.DeploymentRefused;
import dev.slipway.target.PlacementKey;
import dev.slipway.target.PlacementNews;
import dev.slipway.target.Progress;
import dev.slipway.target.Revision;
import dev.slipway.target.RunsTasks.TaskId;
import dev.slipway.target.RunsTasks.TaskOrder;
import dev.slipway.target.RunsTasks.TaskState;
import dev.slipway.target.TargetEvent;
import dev.slipway.target.TargetSettings;
import dev.slipway.target.TargetUnavailable;
import dev.slipway.target.ecs.check.EcsPolicy;
import dev.slipway.testing.Postgres;
import dev.slipway.testing.TestDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.r2dbc.pool.ConnectionPool;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import simulator.Place;
import simulator.Simulator;
import simulator.ecr.ImageContent;
import simulator.ecs.Ecs;
import simulator.ecs.ServiceSetup;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.ecs.EcsAsyncClient;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The real target on a simulated cloud with one service, {@code user} in cluster {@code prod}, that runs 1.0.0. */
final class EcsStage implements AutoCloseable {

    static final Place PLACE = new Place("123456789012", "eu-central-1");
    static final PlacementKey KEY = new PlacementKey("shop", "prod", "user");
    /** Its keys were not issued by the cloud, which takes them for those of its default account. */
    private static final AwsClients CLIENTS = new AwsClients(
            null,
            new SimpleMeterRegistry(),
            InstantSource.system(),
            () -> StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIAPORTAL", "secret")));

    /** Nobody is signed in to any of them. */
    static final Registries REGISTRIES = new Registries(_ -> Optional.empty(), Clock.systemUTC());

    private static final Duration PATIENCE = Duration.ofHours(3);

    final Simulator cloud = Simulator.start();
    final Ecs ecs = cloud.ecs(PLACE);
    final TestDatabase stored = Postgres.migrated();
    private final ConnectionPool pool = stored.pool(2);
    final Interruptible database = new Interruptible(pool);
    private final List<TargetEvent> events = new ArrayList<>();
    /** Whoever is told that something happened at a placement. */
    final StaticListableBeanFactory news = new StaticListableBeanFactory();

    private final Wakeups wakeups = new Wakeups(
            new Cloud(CLIENTS, REGISTRIES),
            new Ledger(DatabaseClient.create(database)),
            news.getBeanProvider(PlacementNews.class));

    private String settings = "";
    private Progress.@Nullable Ended ended;

    /** A new target each time, as a portal that was just started would have. */
    EcsTarget target() {
        return target(CLIENTS, DatabaseClient.create(database));
    }

    /** A target that reaches cloud and database by ways of its own. */
    EcsTarget target(AwsClients clients, DatabaseClient kept) {
        var aws = new Cloud(clients, REGISTRIES);
        return new EcsTarget(
                aws,
                new Ledger(kept),
                order -> List.of(),
                wakeups,
                cloud.clock().withZone(ZoneOffset.UTC));
    }

    EcsAsyncClient client() {
        return new Cloud(CLIENTS, REGISTRIES)
                .ecs(EcsSettings.of(settings()).place().access());
    }

    /** More of the placement's settings, as JSON members. */
    EcsStage settings(String members) {
        settings = ", " + members;
        return this;
    }

    TargetSettings settings() {
        var json = """
            {"region": "eu-central-1", "cluster": "prod", "service": "user", "desired": 2, "endpoint": "%s"%s}\
            """.formatted(cloud.endpoint(), settings);
        return new TargetSettings(JsonMapper.shared().readValue(json, ObjectNode.class));
    }

    ServiceSetup service() {
        return ecs.service("prod", "user");
    }

    /** The image of a version, pushed when first asked for. */
    String digest(String version) {
        return cloud.in(PLACE).images().push("user", ImageContent.exemplary("user", version, "c0ffee", 8080), version);
    }

    String reference(String version) {
        return PLACE.registryHost() + "/user@" + digest(version);
    }

    Revision revision(String version) {
        return revision(version, digest(version));
    }

    Revision revision(String version, String digest) {
        return new Revision(
                version,
                List.of(new ArtifactReference(
                        "user", ArtifactReference.Kind.IMAGE, PLACE.registryHost() + "/user", new Digest(digest))),
                settings(),
                Map.of());
    }

    DeployOrder order(Revision revision, String token) {
        return new DeployOrder(KEY, revision, revision("1.0.0"), token);
    }

    DeploymentId deploy(String version) {
        return deploy(order(revision(version), "deploy " + version));
    }

    /** Asks again while AWS does not answer, as a job does. */
    DeploymentId deploy(DeployOrder order) {
        for (int i = 0; i < 50; i++) {
            try {
                return target().deploy(order);
            } catch (TargetUnavailable e) {
                cloud.clock().advance(Duration.ofSeconds(15));
            } catch (DeploymentRefused e) {
                throw new AssertionError(e);
            }
        }
        throw new AssertionError("It could not be asked");
    }

    /** Looks until the deployment ends. */
    Progress.Ended follow(DeploymentId id) {
        until(id, () -> false);
        if (ended == null) {
            throw new AssertionError("No verdict after " + PATIENCE + ": " + told());
        }
        return ended;
    }

    /** Looks until that holds or the deployment ends. */
    Progress until(DeploymentId id, BooleanSupplier condition) {
        var end = cloud.clock().instant().plus(PATIENCE);
        Progress progress = new Progress.UnderWay(List.of(), 0, "", Duration.ofSeconds(1));
        while (cloud.clock().instant().isBefore(end) && !condition.getAsBoolean()) {
            try {
                progress = target().follow(
                                KEY, id, events.isEmpty() ? 0 : events.getLast().cursor());
            } catch (TargetUnavailable e) {
                cloud.clock().advance(Duration.ofSeconds(30));
                continue;
            }
            events.addAll(progress.events());
            switch (progress) {
                case Progress.Ended over -> {
                    ended = over;
                    return over;
                }
                case Progress.UnderWay way -> cloud.clock().advance(way.lookAgain());
                // Nobody answers here.
                case Progress.Asks asks -> cloud.clock().advance(asks.lookAgain());
            }
        }
        return progress;
    }

    /** Everything that was told, one line each. */
    String told() {
        return String.join("\n", events.stream().map(TargetEvent::message).toList());
    }

    /** Runs a command to its end. */
    TaskState run(String... command) throws TargetUnavailable, DeploymentRefused {
        return end(start(command));
    }

    /** Looks until the task has ended and its lines are there. */
    TaskState end(TaskId id) throws TargetUnavailable {
        for (int i = 0; i < 400; i++) {
            var state = target().look(KEY, id);
            if (state.ended()) {
                return state;
            }
            cloud.clock().advance(Duration.ofSeconds(2));
        }
        throw new AssertionError("The task did not end");
    }

    TaskId start(String... command) throws TargetUnavailable, DeploymentRefused {
        return target().start(new TaskOrder(KEY, revision("1.0.0"), List.of(command), Duration.ofMinutes(10), "task"));
    }

    String output(TaskId id) throws TargetUnavailable {
        var text = new StringBuilder();
        long offset = 0;
        for (int i = 0; i < 20; i++) {
            var slice = target().read(KEY, id, offset, 10_000);
            text.append(new String(slice.bytes(), StandardCharsets.UTF_8));
            offset = slice.next();
            cloud.clock().advance(Duration.ofSeconds(1));
        }
        return text.toString();
    }

    @Override
    public void close() {
        wakeups.destroy();
        pool.dispose();
        var made = cloud.calls().actions();
        // The one call that only scenarios make, in the part of somebody else.
        made.remove("ecs:DeleteService");
        EcsPolicy.assertAllows(made);
        cloud.close();
    }
}
