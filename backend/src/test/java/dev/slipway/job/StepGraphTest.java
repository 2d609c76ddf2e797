package dev.slipway.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.job.StepGraph.Turn;
import dev.slipway.job.spi.FailureReport;
import dev.slipway.pipeline.StepDefinition;
import dev.slipway.pipeline.StepDefinition.Retry;
import dev.slipway.pipeline.StepDefinition.When;
import dev.slipway.target.TargetSettings;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class StepGraphTest {

    private static final Instant NOW = Instant.EPOCH;

    private final StepGraph graph = new StepGraph(List.of(
            Shop.step("check", "check"),
            Shop.perService("deploy", "deploy", 2),
            Shop.step("verify", "check"),
            Shop.with(Shop.step("back", "check"), When.FAILURE, null, Retry.NONE),
            Shop.with(Shop.step("report", "check"), When.ALWAYS, null, Retry.NONE)));

    private final List<StepRun> runs = graph.runs(List.of(placement("a"), placement("b"), placement("c")));

    private static JobPlacement placement(String service) {
        var settings = new TargetSettings(JsonMapper.shared().createObjectNode());
        return new JobPlacement(service, FakeTarget.KIND, settings, Map.of(), null, null);
    }

    private static List<StepRun> with(List<StepRun> runs, String name, StepState state) {
        return runs.stream()
                .map(run -> run.name().equals(name) ? in(run, state) : run)
                .toList();
    }

    private static StepRun in(StepRun run, StepState state) {
        var started = run.start(NOW);
        return switch (state) {
            case RUNNING -> started;
            case SUCCEEDED -> started.succeed(NOW, "", null, List.of());
            case FAILED -> started.fail(NOW, FailureReport.of("No", "Mend it"), null, List.of());
            case SKIPPED -> run.skip(NOW, "");
            default -> throw new IllegalArgumentException(state.name());
        };
    }

    private Turn turn(String name, List<StepRun> all) {
        var run = all.stream().filter(r -> r.name().equals(name)).findFirst().orElseThrow();
        return graph.turn(run, all, false);
    }

    @Test
    void stepShouldWaitForTheOneAboveIt() {
        assertThat(turn("check", runs)).isInstanceOf(Turn.Start.class);
        assertThat(turn("deploy/a", runs)).isInstanceOf(Turn.Wait.class);
    }

    @Test
    void atMostTheLimitShouldRunAtATimeInTheOrderOfServices() {
        var checked = with(runs, "check", StepState.SUCCEEDED);

        assertThat(turn("deploy/a", checked)).isInstanceOf(Turn.Start.class);
        assertThat(turn("deploy/b", checked)).isInstanceOf(Turn.Start.class);
        assertThat(turn("deploy/c", checked)).isInstanceOf(Turn.Wait.class);
        var one = with(with(checked, "deploy/a", StepState.RUNNING), "deploy/b", StepState.SUCCEEDED);
        assertThat(turn("deploy/c", one)).isInstanceOf(Turn.Start.class);
    }

    @Test
    void failureOfOneServiceShouldKeepTheRestFromStarting() {
        var failed = with(with(runs, "check", StepState.SUCCEEDED), "deploy/a", StepState.FAILED);

        assertThat(turn("deploy/c", failed)).isInstanceOf(Turn.Skip.class);
    }

    @Test
    void failureShouldBeSeenThroughSkippedSteps() {
        var all = with(runs, "check", StepState.FAILED);
        for (var name : List.of("deploy/a", "deploy/b", "deploy/c", "verify")) {
            assertThat(turn(name, all)).isInstanceOf(Turn.Skip.class);
            all = with(all, name, StepState.SKIPPED);
        }

        assertThat(turn("back", all)).isInstanceOf(Turn.Start.class);
        all = with(all, "back", StepState.SUCCEEDED);
        assertThat(turn("report", all)).isInstanceOf(Turn.Start.class);
    }

    @Test
    void stepForFailuresShouldBeSkippedWhenNothingFailed() {
        var all = with(runs, "check", StepState.SUCCEEDED);
        for (var name : List.of("deploy/a", "deploy/b", "deploy/c", "verify")) {
            all = with(all, name, StepState.SUCCEEDED);
        }

        assertThat(turn("back", all)).isInstanceOf(Turn.Skip.class);
        assertThat(turn("report", with(all, "back", StepState.SKIPPED))).isInstanceOf(Turn.Start.class);
    }

    @Test
    void stepWithNeedsShouldNotWaitForTheOneAboveIt() {
        var definition = Shop.step("side", "check");
        var side = new StepGraph(List.of(
                Shop.step("one", "check"),
                Shop.step("two", "check"),
                new StepDefinition(
                        definition.name(),
                        definition.title(),
                        definition.kind(),
                        definition.settings(),
                        List.of("one"),
                        When.SUCCESS,
                        null,
                        Retry.NONE,
                        false,
                        1)));
        var all = with(side.runs(List.of()), "one", StepState.SUCCEEDED);

        assertThat(side.turn(all.getLast(), all, false)).isInstanceOf(Turn.Start.class);
    }
}
