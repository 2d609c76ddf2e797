package dev.slipway.target.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.target.Deviation;
import dev.slipway.target.ForcesUpdateContract;
import dev.slipway.target.PlacementKey;
import dev.slipway.target.PreChecksContract;
import dev.slipway.target.RollsBackContract;
import dev.slipway.target.RunsTasksContract;
import dev.slipway.target.ScalesContract;
import dev.slipway.target.StreamsLogsContract;
import dev.slipway.target.TellsDriftContract;
import dev.slipway.target.TellsSizeContract;
import dev.slipway.target.ecs.check.RealChecks;
import dev.slipway.testing.PortalTest;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;

/** The contracts of the process target, kept by ECS as simulated over AWS's own wire protocols. */
@PortalTest
class EcsTargetTest
        implements RollsBackContract,
                ForcesUpdateContract,
                RunsTasksContract,
                StreamsLogsContract,
                ScalesContract,
                PreChecksContract,
                TellsDriftContract,
                TellsSizeContract {

    private static final AtomicInteger NEXT = new AtomicInteger();

    @Autowired
    private DatabaseClient database;

    private EcsPlayground playground;

    @BeforeEach
    void open() {
        playground = new EcsPlayground(
                database,
                new PlacementKey("ecs-contract", "test" + NEXT.incrementAndGet(), "web"),
                order -> RealChecks.on(playground.clients, playground.clock()).check(order));
    }

    @AfterEach
    void close() {
        playground.close();
    }

    @Override
    public EcsPlayground playground() {
        return playground;
    }

    @Test
    void definitionThatSomebodyElseDeployedShouldDeviateAndSayWhose() throws Exception {
        var revision = verified(playground.good("1.0.0"));
        var ecs = playground.client();
        var service = ecs.describeServices(request -> request.cluster("prod").services("web"))
                .join()
                .services()
                .getFirst();
        var ours = ecs.describeTaskDefinition(request -> request.taskDefinition(service.taskDefinition()))
                .join()
                .taskDefinition();
        var theirs = ecs.registerTaskDefinition(request -> request.family(ours.family())
                        .cpu(ours.cpu())
                        .memory(ours.memory())
                        .networkMode(ours.networkMode())
                        .requiresCompatibilities(ours.requiresCompatibilities())
                        .containerDefinitions(ours.containerDefinitions().stream()
                                .map(one -> one.toBuilder()
                                        .environment(variable ->
                                                variable.name("LEVEL").value("debug"))
                                        .build())
                                .toList()))
                .join()
                .taskDefinition();
        ecs.updateService(request -> request.cluster("prod").service("web").taskDefinition(theirs.taskDefinitionArn()))
                .join();
        playground.skip(Duration.ofMinutes(5));

        assertThat(deviations(revision)).singleElement().satisfies(one -> {
            assertThat(one.what()).isEqualTo("task definition");
            assertThat(one.expected()).isEqualTo("web:" + ours.revision());
            assertThat(one.seen()).isEqualTo("web:" + theirs.revision());
            assertThat(one.by()).startsWith("arn:aws:");
            assertThat(one.details()).containsExactly("+ web variable LEVEL: debug");
        });
    }

    @Test
    void serviceThatSomebodyTurnedOffShouldDeviate() throws Exception {
        var revision = verified(playground.good("1.0.0"));

        playground
                .client()
                .updateService(request -> request.cluster("prod").service("web").desiredCount(0))
                .join();
        playground.skip(Duration.ofMinutes(1));

        assertThat(deviations(revision)).containsExactly(new Deviation("tasks", "at least 1", "0"));
    }
}
