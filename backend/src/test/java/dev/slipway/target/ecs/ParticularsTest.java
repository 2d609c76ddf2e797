package dev.slipway.target.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.target.Fact;
import java.util.List;
import org.junit.jupiter.api.Test;
import simulator.scaling.Scaling;

/** What people can learn of a service besides its state. */
class ParticularsTest {

    @Test
    void capacityScalingDeploymentsAndEventsShouldBeTold() throws Exception {
        try (var stage = new EcsStage()) {
            stage.service().running(stage.reference("1.0.0"));
            stage.cloud.in(EcsStage.PLACE).scaling().bounds(Scaling.resource("prod", "user"), 2, 6);
            var facts = stage.target().more(EcsStage.KEY, stage.settings());
            assertThat(named(facts, "Capacity").value()).contains("FARGATE");
            assertThat(named(facts, "Auto-scaling").value()).isEqualTo("2 to 6 tasks");
            assertThat(facts).anySatisfy(fact -> {
                assertThat(fact.name()).startsWith("Deployment ecs-svc/");
                assertThat(fact.value()).contains("PRIMARY", "COMPLETED", "2 of 2 run");
            });
            assertThat(named(facts, "Recent events").details())
                    .anySatisfy(line -> assertThat(line).contains("has reached a steady state"));
        }
    }

    @Test
    void thereShouldBeNothingToTellOfAServiceThatIsNotThere() throws Exception {
        try (var stage = new EcsStage()) {
            stage.ecs.cluster("prod");
            assertThat(stage.target().more(EcsStage.KEY, stage.settings())).isEmpty();
        }
    }

    private static Fact named(List<Fact> facts, String name) {
        return facts.stream()
                .filter(fact -> fact.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " is not among " + facts));
    }
}
