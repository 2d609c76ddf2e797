package dev.slipway.pipeline;

import dev.slipway.pipeline.StepDefinition.Retry;
import dev.slipway.pipeline.StepDefinition.When;
import dev.slipway.target.Nearest;
import dev.slipway.target.SettingProblem;
import dev.slipway.target.SettingsReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads a pipeline from its definition and says all that is wrong with it. */
@Component
class PipelineReader {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,40}");
    private static final int MOST_PARALLEL = 50;

    private final StepKinds kinds;

    PipelineReader(StepKinds kinds) {
        this.kinds = kinds;
    }

    /** What was read, and the problems with paths below the pipeline's key. With problems it must not be used. */
    record Read(Pipeline pipeline, List<SettingProblem> problems) {}

    Read read(String key, int version, boolean builtIn, ObjectNode definition) {
        var in = new SettingsReader(definition);
        var steps = new ArrayList<StepDefinition>();
        var title = in.text("title", Titles.of(key));
        for (var step : in.objects("steps")) {
            steps.add(step(step));
        }
        if (!NAME.matcher(key).matches()) {
            in.problem(
                    "", "must have a key of lower-case letters, digits and '-'", "Rename it, such as nightly-deploy.");
        }
        if (steps.isEmpty()) {
            in.problem("steps", "must hold at least one step", "Begin with '- name: check' and 'kind: pre-check'.");
        }
        var pipeline = new Pipeline(key, title, version, builtIn, steps);
        var problems = new ArrayList<>(in.problems());
        problems.addAll(StepGraph.of(pipeline).problems());
        return new Read(pipeline, List.copyOf(problems));
    }

    private StepDefinition step(SettingsReader in) {
        var kind = kind(in);
        var name = in.text("name", kind);
        if (!NAME.matcher(name).matches()) {
            in.problem("name", "must be lower-case letters, digits and '-'", "Such as check-database.");
        }
        return new StepDefinition(
                name,
                in.text("title", Titles.of(name)),
                kind,
                settings(in, kind),
                in.texts("needs"),
                in.choice("when", When.SUCCESS),
                timeout(in),
                in.object("retry").map(PipelineReader::retry).orElse(Retry.NONE),
                perService(in, kind),
                in.whole("parallel", 1, 1, MOST_PARALLEL));
    }

    private String kind(SettingsReader in) {
        var kind = in.requiredText("kind", Nearest.remedy("", kinds.names()));
        if (!kind.isEmpty() && !kinds.names().contains(kind)) {
            in.problem("kind", "must be a known kind of step, not '" + kind + "'", Nearest.remedy(kind, kinds.names()));
        }
        return kind;
    }

    private ObjectNode settings(SettingsReader in, String kind) {
        var node = in.node("settings");
        if (node.isPresent() && !node.get().isObject()) {
            in.problem("settings", "must be an object", "Write keys and values below it.");
        }
        var settings = node.filter(ObjectNode.class::isInstance)
                .map(ObjectNode.class::cast)
                .orElseGet(JsonNodeFactory.instance::objectNode);
        if (kinds.names().contains(kind)) {
            for (var problem : kinds.validate(kind, settings)) {
                var path = problem.path().isEmpty() ? "settings" : "settings." + problem.path();
                in.problem(path, problem.rule(), problem.remedy());
            }
        }
        return settings;
    }

    private boolean perService(SettingsReader in, String kind) {
        var placed = kinds.names().contains(kind) && kinds.actsOnPlacement(kind);
        var perService = in.flag("perService", placed);
        if (placed && !perService) {
            in.problem(
                    "perService",
                    "must be true for a step of kind " + kind + ", which acts on one service",
                    "Remove perService.");
        }
        return perService;
    }

    private static @Nullable Duration timeout(SettingsReader in) {
        var timeout = in.duration("timeout").orElse(null);
        if (timeout != null && timeout.isZero()) {
            in.problem("timeout", "must be longer than nothing", "Leave it out for no time-out.");
        }
        return timeout;
    }

    private static Retry retry(SettingsReader in) {
        return new Retry(in.whole("attempts", 1, 1, 20), in.duration("backOff", Duration.ofSeconds(5)));
    }
}
