package dev.slipway.target.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.target.DeploymentId;
import dev.slipway.target.Fact;
import dev.slipway.target.Fact.Tone;
import dev.slipway.target.Outcome;
import dev.slipway.target.TargetUnavailable;
import dev.slipway.testing.BesideOthers;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import simulator.ecs.Behaviour;

/** What people see of a deployment besides how far it is, and of one that would change nothing. */
@BesideOthers
class EcsFactsTest {

    @Test
    void theBreakerShouldCountDownAndEachTaskTellWhyItStopped() throws Exception {
        try (var stage = new EcsStage()) {
            stage.service().running(stage.reference("1.0.0"));
            stage.ecs
                    .images()
                    .script(
                            stage.digest("1.1.0"),
                            Behaviour.exits(137, Duration.ofSeconds(4)).printing("out of memory"));
            var id = stage.deploy("1.1.0");
            stage.until(id, () -> breakerCounts(stage, id));
            var breaker = fact(stage.target().facts(EcsStage.KEY, id), "Circuit breaker");
            assertThat(breaker.tone()).isEqualTo(Tone.WARN);
            assertThat(breaker.value()).startsWith("counting: ");
            assertThat(breaker.meter()).extracting(Fact.Meter::most).isEqualTo(3);
            assertThat(breaker.until()).isAfter(stage.cloud.clock().instant().minusSeconds(60));

            assertThat(stage.follow(id).verdict().outcome()).isEqualTo(Outcome.ROLLED_BACK);
            var facts = stage.target().facts(EcsStage.KEY, id);
            assertThat(fact(facts, "Requests to AWS").value()).matches("[1-9]\\d*");
            assertThat(facts)
                    .filteredOn(one -> one.tone() == Tone.BAD && one.name().startsWith("Task "))
                    .isNotEmpty()
                    .allSatisfy(
                            one -> assertThat(String.join(" ", one.details())).contains("exit code 137"))
                    .anySatisfy(one -> assertThat(one.output()).contains("out of memory"));
        }
    }

    @Test
    void aRevisionThatRunsShouldBeKnownBeforehandAndReplacedOnlyByForce() throws Exception {
        try (var stage = new EcsStage()) {
            stage.service().running(stage.reference("1.0.0"));
            var order = stage.order(stage.revision("1.1.0"), "first");
            assertThat(stage.target().runsAlready(order)).isFalse();
            assertThat(stage.follow(stage.deploy(order)).verdict().changedNothing())
                    .isFalse();

            var again = stage.order(stage.revision("1.1.0"), "again");
            assertThat(stage.target().runsAlready(again)).isTrue();
            assertThat(String.join("\n", stage.target().plan(again))).contains("nothing to change");
            var left = stage.follow(stage.target().deploy(again)).verdict();
            assertThat(left.outcome()).isEqualTo(Outcome.SUCCEEDED);
            assertThat(left.changedNothing()).isTrue();

            var forced = stage.follow(stage.target().forceUpdate(stage.order(stage.revision("1.1.0"), "forced")));
            assertThat(forced.verdict().outcome()).isEqualTo(Outcome.SUCCEEDED);
            assertThat(forced.verdict().changedNothing()).isFalse();
            assertThat(forced.verdict().proof().deployment())
                    .isNotEqualTo(left.proof().deployment());
        }
    }

    private static boolean breakerCounts(EcsStage stage, DeploymentId id) {
        try {
            return stage.target().facts(EcsStage.KEY, id).stream()
                    .anyMatch(one -> one.name().equals("Circuit breaker") && one.tone() == Tone.WARN);
        } catch (TargetUnavailable e) {
            throw new AssertionError(e);
        }
    }

    private static Fact fact(List<Fact> facts, String name) {
        return facts.stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " is not among " + facts));
    }
}
