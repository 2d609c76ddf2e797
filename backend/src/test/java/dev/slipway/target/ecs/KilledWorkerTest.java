package dev.slipway.target.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import simulator.ecs.Behaviour;

/** Whatever call to AWS a portal dies at, another one ends the job with the same verdict, and nothing is begun twice. */
@Execution(ExecutionMode.CONCURRENT)
class KilledWorkerTest {

    @TestFactory
    @DisplayName("A deployment is begun once, and proven")
    Stream<DynamicTest> good() {
        return Killing.moments(new HashSet<>(), KilledWorkerTest::healthy, "1.1.0").stream()
                .map(moment -> DynamicTest.dynamicTest(moment.toString(), () -> {
                    try (var stage = new EcsStage()) {
                        var told = Killing.play(stage, KilledWorkerTest::healthy, "1.1.0", moment);
                        assertThat(told.outcome()).as("%s", told).isEqualTo("SUCCEEDED");
                        assertThat(told.reason()).contains("1.1.0 runs on all 2 tasks, healthy");
                        assertThat(Killing.begun(stage)).isEqualTo(3);
                    }
                }));
    }

    @TestFactory
    @DisplayName("A release of which other bytes run is taken back once")
    Stream<DynamicTest> bad() {
        var pairs = new HashSet<String>();
        Killing.moments(pairs, KilledWorkerTest::healthy, "1.1.0");
        return Killing.moments(pairs, KilledWorkerTest::otherBytes, "1.1.0").stream()
                .map(moment -> DynamicTest.dynamicTest(moment.toString(), () -> {
                    try (var stage = new EcsStage()) {
                        var told = Killing.play(stage, KilledWorkerTest::otherBytes, "1.1.0", moment);
                        assertThat(told.outcome()).as("%s", told).isEqualTo("ROLLED_BACK");
                        assertThat(told.reason()).contains("Slipway returned to 1.0.0, which runs again on 2 tasks");
                        assertThat(Killing.begun(stage)).isEqualTo(4);
                    }
                }));
    }

    private static void healthy(EcsStage stage) {
        stage.service().running(stage.reference("1.0.0"));
        stage.ecs.images().script(stage.digest("1.1.0"), Behaviour.healthy().startingIn(Duration.ofSeconds(3)));
    }

    private static void otherBytes(EcsStage stage) {
        stage.service().running(stage.reference("1.0.0"));
        stage.ecs.images().script(stage.digest("1.1.0"), Behaviour.healthy().runningAs("sha256:" + "e".repeat(64)));
    }
}
