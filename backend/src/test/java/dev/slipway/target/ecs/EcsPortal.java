package dev.slipway.target.ecs;

import dev.slipway.artifact.ArtifactReference;
import dev.slipway.artifact.Digest;
import dev.slipway.aws.AwsClients;
import dev.slipway.job.JobPortal;
import dev.slipway.step.RealSteps;
import dev.slipway.target.TargetSettings;
import dev.slipway.testing.Cable;
import dev.slipway.testing.TestDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.r2dbc.pool.ConnectionPool;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A portal of the stage that runs jobs, and reaches database and cloud over cables of its own. */
final class EcsPortal implements AutoCloseable {

    private final EcsStage stage;
    private final Cable toDatabase;
    private final Cable toCloud;
    private final ConnectionPool pool;
    private final AwsClients clients;
    final JobPortal jobs;

    /** @param heartbeat after four of them without one, another portal takes its jobs over */
    EcsPortal(EcsStage stage, TestDatabase database, Duration heartbeat) {
        this.stage = stage;
        toDatabase = new Cable(database.host(), database.port());
        toCloud = new Cable("127.0.0.1", stage.cloud.endpoint().getPort());
        var reached =
                new TestDatabase("127.0.0.1", toDatabase.port(), database.name(), database.user(), database.password());
        pool = reached.pool(4);
        clients = new AwsClients(
                URI.create("http://127.0.0.1:" + toCloud.port()),
                new SimpleMeterRegistry(),
                InstantSource.system(),
                () -> StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIAPORTAL", "secret")));
        var target = new Hastening(stage.target(clients, reached.client(pool)), stage.cloud.clock());
        jobs = new JobPortal(
                heartbeat,
                reached,
                target,
                new JobPortal.Work(settings(), this::artifact, List.of(RealSteps.deploy())));
    }

    private static TargetSettings settings() {
        return new TargetSettings(JsonMapper.shared().readValue("""
            {"region": "eu-central-1", "cluster": "prod", "service": "user", "desired": 2}\
            """, ObjectNode.class));
    }

    private ArtifactReference artifact(String version) {
        return new ArtifactReference(
                "user",
                ArtifactReference.Kind.IMAGE,
                EcsStage.PLACE.registryHost() + "/user",
                new Digest(stage.digest(version)));
    }

    /** From now on it reaches nothing and nobody hears of it, as if its process had been killed. */
    void die() {
        toCloud.cut();
        toDatabase.cut();
    }

    Cable toDatabase() {
        return toDatabase;
    }

    @Override
    public void close() {
        // A dead one comes back as a worker that has lost its job, and lets go.
        toDatabase.mend();
        jobs.close();
        pool.dispose();
        clients.destroy();
        toCloud.close();
        toDatabase.close();
    }
}
