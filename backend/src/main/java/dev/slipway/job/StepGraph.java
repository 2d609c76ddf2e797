package dev.slipway.job;

import dev.slipway.pipeline.StepDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Whose turn it is. A step waits until all runs of the steps it needs are over; a failure counts through skipped steps,
 * so that what stands behind a step that was skipped for a failure sees the failure too.
 */
final class StepGraph {

    private final List<StepDefinition> definitions;

    StepGraph(List<StepDefinition> definitions) {
        this.definitions = List.copyOf(definitions);
    }

    /** What may happen to a pending step run now. */
    sealed interface Turn {

        record Wait() implements Turn {}

        record Start() implements Turn {}

        record Skip(String why) implements Turn {}
    }

    /** The step runs of a new job. */
    List<StepRun> runs(List<JobPlacement> placements) {
        var runs = new ArrayList<StepRun>();
        for (var definition : definitions) {
            if (definition.perService()) {
                placements.forEach(
                        p -> runs.add(StepRun.pending(definition.name() + "/" + p.service(), definition, p.service())));
            } else {
                runs.add(StepRun.pending(definition.name(), definition, null));
            }
        }
        return runs;
    }

    Turn turn(StepRun run, List<StepRun> all, boolean dryRun) {
        var found = definition(run.step());
        if (found.isEmpty()) {
            return new Turn.Start(); // added by a person's decision, waits for nothing
        }
        var definition = found.get();
        var needs = needs(definition);
        if (needs.stream().anyMatch(need -> open(need, all))) {
            return new Turn.Wait();
        }
        if (!dryRun) {
            var failed = needs.stream().filter(need -> failed(need, all)).findFirst();
            var why = reasonToSkip(definition, failed);
            if (why.isPresent()) {
                return new Turn.Skip(why.get());
            }
        }
        return amongSiblings(definition, run, all);
    }

    private static Optional<String> reasonToSkip(StepDefinition definition, Optional<StepDefinition> failed) {
        return switch (definition.when()) {
            case ALWAYS -> Optional.empty();
            case SUCCESS -> failed.map(f -> "Not run, because " + f.title() + " did not succeed");
            case FAILURE -> failed.isPresent() ? Optional.empty() : Optional.of("Not needed, nothing failed");
        };
    }

    private static Turn amongSiblings(StepDefinition definition, StepRun run, List<StepRun> all) {
        var siblings =
                all.stream().filter(s -> s.step().equals(definition.name())).toList();
        for (var sibling : siblings) {
            if (sibling.state() == StepState.FAILED || sibling.state() == StepState.CANCELLED) {
                return new Turn.Skip("Not run, because " + sibling.name() + " did not succeed");
            }
        }
        var deciding = siblings.stream().anyMatch(s -> s.state() == StepState.DECIDING);
        var underWay = siblings.stream().filter(s -> s.state().underWay()).count();
        var before = siblings.stream()
                .takeWhile(s -> !s.name().equals(run.name()))
                .filter(s -> s.state() == StepState.PENDING)
                .count();
        return !deciding && underWay + before < Math.max(1, definition.parallel()) ? new Turn.Start() : new Turn.Wait();
    }

    private List<StepDefinition> needs(StepDefinition definition) {
        if (!definition.needs().isEmpty()) {
            return definition.needs().stream()
                    .map(this::definition)
                    .flatMap(Optional::stream)
                    .toList();
        }
        var index = definitions.indexOf(definition);
        return index == 0 ? List.of() : List.of(definitions.get(index - 1));
    }

    private static boolean open(StepDefinition definition, List<StepRun> all) {
        return runsOf(definition, all).stream().anyMatch(s -> !s.state().over());
    }

    private boolean failed(StepDefinition definition, List<StepRun> all) {
        var runs = runsOf(definition, all);
        if (runs.stream().anyMatch(s -> s.state() == StepState.FAILED || s.state() == StepState.CANCELLED)) {
            return true;
        }
        var skipped = runs.stream().allMatch(s -> s.state() == StepState.SKIPPED);
        return skipped
                && definition.when() != StepDefinition.When.FAILURE
                && needs(definition).stream().anyMatch(need -> failed(need, all));
    }

    private static List<StepRun> runsOf(StepDefinition definition, List<StepRun> all) {
        return all.stream().filter(s -> s.step().equals(definition.name())).toList();
    }

    Optional<StepDefinition> definition(String name) {
        return definitions.stream().filter(d -> d.name().equals(name)).findFirst();
    }

    /** The runs with everything before this step of the pipeline passed over. */
    List<StepRun> from(String step, List<StepRun> runs, UnaryOperator<StepRun> passOver) {
        var earlier = definitions.stream()
                .map(StepDefinition::name)
                .takeWhile(name -> !name.equals(step))
                .toList();
        return runs.stream()
                .map(run -> earlier.contains(run.step()) ? passOver.apply(run) : run)
                .toList();
    }
}
