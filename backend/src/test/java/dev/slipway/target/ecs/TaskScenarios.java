package dev.slipway.target.ecs;

import dev.slipway.step.RealSteps;
import dev.slipway.target.DeploymentRefused;
import dev.slipway.target.RunsTasks.TaskState;
import java.time.Duration;
import java.util.List;
import simulator.ecs.Behaviour;

/** What can go wrong with a one-off task, such as a migration. */
final class TaskScenarios {

    private static final String READ = "Read its last lines and find out how far it came";

    private TaskScenarios() {}

    static List<Scenario> all() {
        return List.of(
                new Scenario(
                        "task exit 0",
                        "exit 0",
                        "exit code 0",
                        "",
                        stage -> run(stage, Behaviour.exits(0, Duration.ofSeconds(5)))),
                new Scenario(
                        "task exit 1",
                        "exit 1",
                        "exit code 1",
                        READ,
                        stage -> run(stage, Behaviour.exits(1, Duration.ofSeconds(5)))),
                new Scenario(
                        "task exit 137",
                        "exit 137",
                        "137",
                        "Give it more memory",
                        stage -> run(stage, Behaviour.exits(137, Duration.ofSeconds(5)))),
                new Scenario(
                        "task without exit code",
                        "no exit code",
                        "Spot Task was interrupted",
                        "Look in its log how far it came",
                        stage -> run(stage, Behaviour.interrupted(Duration.ofSeconds(5)))),
                new Scenario(
                        "RunTask failures[]",
                        "refused",
                        "Capacity is unavailable",
                        "Remove the reason it names, then run the job again",
                        stage -> {
                            stage.service().running(stage.reference("1.0.0"));
                            stage.ecs.capacity(2);
                            try {
                                return said(stage.run("migrate"));
                            } catch (DeploymentRefused e) {
                                return new Scenario.Said(
                                        "refused", String.valueOf(e.getMessage()), RealSteps.remedyOfRefusal(), "");
                            }
                        }),
                new Scenario(
                        "task vanishes",
                        "no exit code",
                        "no longer knows the task",
                        "Look in its log how far it came",
                        stage -> {
                            stage.service().running(stage.reference("1.0.0"));
                            stage.ecs.images().command("user@", "migrate", Behaviour.exits(0, Duration.ofSeconds(5)));
                            var id = stage.start("migrate");
                            stage.cloud.clock().advance(Duration.ofMinutes(70));
                            return said(stage.end(id));
                        }),
                new Scenario(
                        "log stream absent",
                        "exit 0",
                        "exit code 0",
                        "",
                        stage -> run(stage, Behaviour.exits(0, Duration.ofSeconds(2)))),
                new Scenario(
                        "log stream late",
                        "complete",
                        "one\ntwo\nthree",
                        "",
                        stage -> lines(stage, Duration.ofSeconds(4))),
                new Scenario(
                        "log stream ending late",
                        "complete",
                        "one\ntwo\nthree",
                        "",
                        stage -> lines(stage, Duration.ofSeconds(8))));
    }

    private static Scenario.Said lines(EcsStage stage, Duration delay) throws Exception {
        stage.service().running(stage.reference("1.0.0"));
        stage.ecs
                .images()
                .command(
                        "user@",
                        "migrate",
                        Behaviour.exits(0, Duration.ofSeconds(3)).printing("one", "two", "three"));
        stage.cloud.in(EcsStage.PLACE).logs().delayLinesBy(delay);
        stage.cloud.in(EcsStage.PLACE).logs().interspersePagesWithEmptyOnes(true);
        var id = stage.start("migrate");
        stage.cloud.clock().advance(Duration.ofSeconds(20));
        var read = stage.output(id);
        return new Scenario.Said(read.contains("three") ? "complete" : "incomplete", read.strip(), "", "");
    }

    private static Scenario.Said run(EcsStage stage, Behaviour behaviour) throws Exception {
        stage.service().running(stage.reference("1.0.0"));
        stage.ecs.images().command("user@", "migrate", behaviour);
        return said(stage.run("migrate"));
    }

    private static Scenario.Said said(TaskState state) {
        return new Scenario.Said(
                state.exitCode() == null ? "no exit code" : "exit " + state.exitCode(),
                state.reason(),
                RealSteps.remedy(state),
                "");
    }
}
