package dev.slipway.target.ecs;

import dev.slipway.target.ForcesUpdateContract;
import dev.slipway.target.PlacementKey;
import dev.slipway.target.PreChecksContract;
import dev.slipway.target.RollsBackContract;
import dev.slipway.target.RunsTasksContract;
import dev.slipway.target.ScalesContract;
import dev.slipway.target.StreamsLogsContract;
import dev.slipway.target.TellsSizeContract;
import dev.slipway.target.ecs.check.RealChecks;
import dev.slipway.testing.PortalTest;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
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
}
