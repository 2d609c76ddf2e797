package dev.slipway.target.process;

import dev.slipway.target.DeployOrder;
import dev.slipway.target.Finding;
import dev.slipway.target.Finding.Result;
import dev.slipway.target.SettingProblem;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The checks made before a deployment, in the order people read them. */
record PreCheckList(Machine machine) {

    private static final List<PreCheck> CHECKS = List.of(
            new ArtifactPresent(),
            new CommandExecutable(),
            new SecretsResolve(),
            new PortsFree(),
            new ForeignProcess(),
            new RolloutCanProgress(),
            new RollbackReady(),
            new DiskSpace());

    List<Finding> check(DeployOrder order) {
        var problems = ProcessSettings.problems(order.revision().settings().json());
        var valid = settingsValid(problems);
        if (!problems.isEmpty()) {
            return Stream.concat(
                            Stream.of(valid),
                            CHECKS.stream()
                                    .map(check -> check.unknown("Cannot be told while the settings are not valid")))
                    .toList();
        }
        return Stream.concat(Stream.of(valid), CHECKS.stream().map(check -> ask(check, order)))
                .toList();
    }

    private Finding ask(PreCheck check, DeployOrder order) {
        try {
            Admission.runnable(order.revision());
            var revision = StoredRevision.of(order.revision());
            var state = PlacementFolder.of(machine.processes(), order.placement())
                    .read()
                    .orElseGet(PlacementState::new);
            return check.check(
                    new PreCheck.Question(order, revision, ProcessSettings.of(revision.settings()), state, machine));
        } catch (IOException e) {
            return check.unknown("Could not be told: " + e.getMessage());
        } catch (dev.slipway.target.DeploymentRefused e) {
            return check.block(String.valueOf(e.getMessage()), "Register a release that can run as a process.");
        }
    }

    private static Finding settingsValid(List<SettingProblem> problems) {
        var title = "The placement's settings are valid";
        if (problems.isEmpty()) {
            return new Finding("settings-valid", title, Result.PASS, "Every setting keeps its rule", "");
        }
        return new Finding(
                "settings-valid",
                title,
                Result.BLOCK,
                problems.stream()
                        .map(problem -> problem.path() + " " + problem.rule())
                        .collect(Collectors.joining("; ")),
                problems.getFirst().remedy());
    }
}
