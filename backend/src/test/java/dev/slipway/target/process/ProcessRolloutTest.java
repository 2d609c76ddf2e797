package dev.slipway.target.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.target.CancelMode;
import dev.slipway.target.Following;
import dev.slipway.target.Health;
import dev.slipway.target.Outcome;
import dev.slipway.testing.BesideOthers;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.node.ObjectNode;

/** One release takes the place of another, instance by instance. */
@BesideOthers
class ProcessRolloutTest {

    @RegisterExtension
    final LivePlacement placement = new LivePlacement();

    @Test
    void rollingUpdateShouldStayWithinItsBounds() throws Exception {
        var before = placement.playground.good("1.0.0");
        placement.verify(before, "one");
        var following = new Following(
                placement.playground, placement.deploy(placement.playground.good("1.1.0"), before, "two"));

        following.until(_ -> {
            var seen = placement.observe(before);
            var healthy = seen.instances().stream()
                    .filter(instance -> instance.health() == Health.HEALTHY)
                    .count();
            assertThat(healthy).as(seen.toString()).isGreaterThanOrEqualTo(2);
            assertThat(seen.instances()).hasSizeLessThanOrEqualTo(4);
            return false;
        });

        assertThat(following.toTheEnd().outcome()).isEqualTo(Outcome.SUCCEEDED);
    }

    @Test
    void updateWithoutRoomAboveShouldStopOneFirst() throws Exception {
        var tight = (Consumer<ObjectNode>) json -> json.put("maxPercent", 100).put("minHealthyPercent", 50);
        var before = ProcessPlayground.with(placement.playground.good("1.0.0"), tight);
        placement.verify(before, "one");
        var following = new Following(
                placement.playground,
                placement.deploy(ProcessPlayground.with(placement.playground.good("1.1.0"), tight), before, "two"));

        following.until(_ -> {
            assertThat(placement.observe(before).instances()).hasSizeLessThanOrEqualTo(2);
            return false;
        });

        assertThat(following.toTheEnd().outcome()).isEqualTo(Outcome.SUCCEEDED);
    }

    @Test
    void drainingInstanceShouldServeUntilItsTimeIsOver() throws Exception {
        var before = ProcessPlayground.with(
                placement.one(placement.playground.good("1.0.0")), json -> json.put("drainSeconds", 600));
        placement.verify(before, "one");
        var following = new Following(
                placement.playground,
                placement.deploy(placement.one(placement.playground.good("1.1.0")), before, "two"));
        following.untilEvent("drains");
        placement.playground.target().follow(placement.playground.placement(), following.deployment(), 0);

        assertThat(placement.observe(before).instances())
                .hasSize(2)
                .allMatch(instance -> instance.lastExitCode() == null);
        placement.playground.clock.push(Duration.ofMinutes(10));

        assertThat(following.toTheEnd().outcome()).isEqualTo(Outcome.SUCCEEDED);
    }

    @Test
    void instanceThatIgnoresItsEndShouldBeKilled() throws Exception {
        var stubborn = placement.worker("1.0.0", "trap '' TERM; while :; do sleep 1; done");
        placement.verify(stubborn, "one");
        var following = new Following(
                placement.playground, placement.deploy(placement.worker("1.1.0", "exec sleep 300"), stubborn, "two"));
        following.untilEvent("web-1 of 1.0.0 is asked to stop");
        placement.playground.target().follow(placement.playground.placement(), following.deployment(), 0);

        placement.playground.clock.push(Duration.ofSeconds(6));
        var verdict = following.toTheEnd();

        assertThat(verdict.outcome()).as(verdict.reason()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(following.messages()).contains("web-1 stopped: ended with exit code 137");
    }

    @Test
    void workerShouldBeHealthyOnlyWhenItHasStayedUp() throws Exception {
        var following = new Following(
                placement.playground, placement.deploy(placement.worker("1.0.0", "exec sleep 300"), null, "one"));
        following.untilEvent("started");

        assertThat(placement.observe(placement.playground.good("1.0.0")).pending())
                .isEqualTo(1);
        placement.playground.clock.push(Duration.ofSeconds(60));

        assertThat(following.toTheEnd().outcome()).isEqualTo(Outcome.SUCCEEDED);
    }

    @Test
    void breakerShouldCountAndForesee() throws Exception {
        var following = new Following(
                placement.playground,
                placement.deploy(placement.one(placement.playground.crashing("1.2.0")), null, "crash"));

        following.toTheEnd();

        assertThat(following.messages())
                .anyMatch(message -> message.matches("Breaker: failed 1 of 3, trips in about \\d+ s"))
                .anyMatch(message -> message.matches("Breaker: failed 2 of 3, trips in about \\d+ s"))
                .contains("Breaker tripped: 3 failed starts in a row");
        assertThat(placement.playground.starts("1.2.0")).isEqualTo(3);
    }

    @Test
    void cancelLeavingAsIsShouldKeepBothVersionsRunning() throws Exception {
        var before = placement.playground.good("1.0.0");
        placement.verify(before, "one");
        var deployment = placement.deploy(placement.playground.revision("1.4.0", "slow 60000"), before, "half");
        var following = new Following(placement.playground, deployment);
        following.untilEvent("web-3 started");
        following.untilEvent("web-4 started");

        placement.playground.target().cancel(placement.playground.placement(), deployment, CancelMode.LEAVE_AS_IS);
        var verdict = Following.toTheEnd(placement.playground, deployment);
        placement.playground.pass(Duration.ZERO);

        assertThat(verdict.reason()).contains("2 of 1.0.0, 2 of 1.4.0");
        assertThat(placement.observe(before).running()).isEqualTo(4);
    }
}
