package dev.slipway.target.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.target.Fact;
import java.util.List;
import org.junit.jupiter.api.Test;
import simulator.scaling.Scaling;
import software.amazon.awssdk.services.ecs.model.Service;

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
    void activitiesOfAutoScalingAndItsSuspensionShouldBeTold() throws Exception {
        try (var stage = new EcsStage()) {
            stage.service().running(stage.reference("1.0.0"));
            var scaling = stage.cloud.in(EcsStage.PLACE).scaling();
            var user = Scaling.resource("prod", "user");
            scaling.bounds(user, 2, 6);
            assertThat(named(stage.target().more(EcsStage.KEY, stage.settings()), "Last scaling")
                            .value())
                    .isEqualTo("none");

            scaling.scale(user, 4, "monitor alarm TargetTracking-user in state ALARM");
            scaling.suspend(user, true);
            var facts = stage.target().more(EcsStage.KEY, stage.settings());
            assertThat(named(facts, "Last scaling").details())
                    .singleElement()
                    .asString()
                    .endsWith("UTC  Setting desired count to 4. (Successful)");
            assertThat(named(facts, "Auto-scaling"))
                    .returns("2 to 6 tasks, suspended", Fact::value)
                    .returns(Fact.Tone.WARN, Fact::tone);
        }
    }

    @Test
    void capacityProvidersShouldBeToldWithTheirShares() throws Exception {
        try (var stage = new EcsStage()) {
            stage.service()
                    .with(service -> service.launchType((String) null)
                            .capacityProviderStrategy(
                                    one -> one.capacityProvider("FARGATE")
                                            .weight(1)
                                            .base(1),
                                    one -> one.capacityProvider("FARGATE_SPOT").weight(3)))
                    .running(stage.reference("1.0.0"));

            assertThat(named(stage.target().more(EcsStage.KEY, stage.settings()), "Capacity")
                            .value())
                    .isEqualTo("FARGATE, weight 1, base 1; FARGATE_SPOT, weight 3");
        }
    }

    /** Their controller is somebody else's, so no service of the simulator has any. */
    @Test
    void taskSetsShouldBeToldWithTheirShareOfTheService() {
        var service = Service.builder()
                .taskSets(
                        set -> set.id("ecs-svc/1")
                                .status("PRIMARY")
                                .stabilityStatus("STEADY_STATE")
                                .taskDefinition("arn:aws:ecs:eu-central-1:1:task-definition/user:4")
                                .scale(scale -> scale.value(100.0).unit("PERCENT"))
                                .computedDesiredCount(4)
                                .runningCount(4),
                        set -> set.id("ecs-svc/2")
                                .status("ACTIVE")
                                .stabilityStatus("STABILIZING")
                                .taskDefinition("arn:aws:ecs:eu-central-1:1:task-definition/user:5")
                                .scale(scale -> scale.value(25.0).unit("PERCENT"))
                                .computedDesiredCount(1)
                                .runningCount(0))
                .build();

        assertThat(Particulars.sets(service))
                .containsExactly(
                        Fact.of("Task set ecs-svc/1", Fact.Tone.GOOD, "PRIMARY user:4, scale 100.0 %, 4 of 4 run")
                                .metered(4, 4),
                        Fact.of("Task set ecs-svc/2", Fact.Tone.NEUTRAL, "ACTIVE user:5, scale 25.0 %, 0 of 1 run")
                                .metered(0, 1));
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
