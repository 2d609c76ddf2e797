package dev.slipway.pipeline;

import dev.slipway.pipeline.StepDefinition.When;
import dev.slipway.target.Nearest;
import dev.slipway.target.SettingProblem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The steps of a pipeline by what they need. */
public final class StepGraph {

    private final Pipeline pipeline;
    private final Map<String, StepDefinition> byName = new LinkedHashMap<>();

    private StepGraph(Pipeline pipeline) {
        this.pipeline = pipeline;
        pipeline.steps().forEach(step -> byName.putIfAbsent(step.name(), step));
    }

    public static StepGraph of(Pipeline pipeline) {
        return new StepGraph(pipeline);
    }

    /** The steps in columns: each stands to the right of all it needs. Only for a pipeline without problems. */
    public List<List<StepDefinition>> columns() {
        var column = new LinkedHashMap<String, Integer>();
        for (var round = 0; column.size() < byName.size() && round < byName.size(); round++) {
            for (var step : byName.values()) {
                var needs = pipeline.needsOf(step);
                if (!column.containsKey(step.name()) && column.keySet().containsAll(needs)) {
                    column.put(
                            step.name(),
                            needs.stream().mapToInt(column::get).max().orElse(-1) + 1);
                }
            }
        }
        var columns = new ArrayList<List<StepDefinition>>();
        byName.values().forEach(step -> {
            var index = column.getOrDefault(step.name(), 0);
            while (columns.size() <= index) {
                columns.add(new ArrayList<>());
            }
            columns.get(index).add(step);
        });
        return columns;
    }

    List<SettingProblem> problems() {
        var problems = new ArrayList<SettingProblem>();
        var seen = new HashSet<String>();
        var steps = pipeline.steps();
        for (var index = 0; index < steps.size(); index++) {
            var step = steps.get(index);
            var path = "steps." + index;
            if (!seen.add(step.name())) {
                problems.add(new SettingProblem(
                        path + ".name",
                        "must be unique, but '" + step.name() + "' is taken by a step above",
                        "Rename one of them."));
            }
            if (step.when() == When.FAILURE && pipeline.needsOf(step).isEmpty()) {
                problems.add(new SettingProblem(
                        path + ".when", "has no step before it that could fail", "Name a step under needs."));
            }
            for (var need : step.needs()) {
                if (!byName.containsKey(need)) {
                    problems.add(new SettingProblem(
                            path + ".needs",
                            "must name steps of this pipeline, not '" + need + "'",
                            Nearest.remedy(need, byName.keySet())));
                }
            }
        }
        cycle().ifPresent(cycle -> problems.add(new SettingProblem(
                "steps",
                "must not need each other in a circle: " + String.join(" -> ", cycle),
                "Remove one of these needs.")));
        return problems;
    }

    /** The names of a circle, its first one repeated at the end. */
    private Optional<List<String>> cycle() {
        var done = new HashSet<String>();
        for (var name : byName.keySet()) {
            var cycle = cycleFrom(name, new ArrayList<>(), done);
            if (cycle.isPresent()) {
                return cycle;
            }
        }
        return Optional.empty();
    }

    private Optional<List<String>> cycleFrom(String name, List<String> way, Set<String> done) {
        if (way.contains(name)) {
            var circle = new ArrayList<>(way.subList(way.indexOf(name), way.size()));
            circle.add(name);
            return Optional.of(circle);
        }
        var step = byName.get(name);
        if (step == null || done.contains(name)) {
            return Optional.empty();
        }
        way.add(name);
        for (var need : pipeline.needsOf(step)) {
            var cycle = cycleFrom(need, way, done);
            if (cycle.isPresent()) {
                return cycle;
            }
        }
        way.removeLast();
        done.add(name);
        return Optional.empty();
    }
}
