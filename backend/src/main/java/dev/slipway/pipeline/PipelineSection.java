package dev.slipway.pipeline;

import dev.slipway.audit.Actor;
import dev.slipway.catalog.DefinitionProblem;
import dev.slipway.catalog.DefinitionSection;
import dev.slipway.catalog.Project;
import dev.slipway.pipeline.StoredPipelines.Stored;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The key {@code pipelines} of a project's definition: the project's own pipelines by key. */
@Component
class PipelineSection implements DefinitionSection {

    private final PipelineReader reader;
    private final PipelineWriter writer;
    private final StoredPipelines pipelines;
    private final PipelineHistory history;

    PipelineSection(PipelineReader reader, PipelineWriter writer, StoredPipelines pipelines, PipelineHistory history) {
        this.reader = reader;
        this.writer = writer;
        this.pipelines = pipelines;
        this.history = history;
    }

    @Override
    public String key() {
        return "pipelines";
    }

    @Override
    public List<DefinitionProblem> validate(Project project, JsonNode section) {
        if (!(section instanceof ObjectNode all)) {
            return List.of(new DefinitionProblem("", "must be pipelines by key", "Write 'nightly-deploy:' below it."));
        }
        var problems = new ArrayList<DefinitionProblem>();
        all.properties().forEach(entry -> problems.addAll(problems(entry.getKey(), entry.getValue())));
        return problems;
    }

    private List<DefinitionProblem> problems(String key, JsonNode definition) {
        if (!(definition instanceof ObjectNode object)) {
            return List.of(new DefinitionProblem(key, "must be a pipeline", "Write title and steps below it."));
        }
        return reader.read(key, 1, false, object).problems().stream()
                .map(problem -> new DefinitionProblem(
                        problem.path().isEmpty() ? key : key + "." + problem.path(), problem.rule(), problem.remedy()))
                .toList();
    }

    @Override
    public Mono<JsonNode> read(String project) {
        return pipelines
                .newest(project)
                .filter(stored -> !stored.removed())
                .collectList()
                .filter(own -> !own.isEmpty())
                .map(PipelineSection::byKey);
    }

    private static JsonNode byKey(List<Stored> own) {
        var section = JsonNodeFactory.instance.objectNode();
        own.forEach(stored -> section.set(stored.key(), stored.definition()));
        return section;
    }

    @Override
    public Mono<Void> write(String project, JsonNode section, Actor actor) {
        return pipelines
                .newest(project)
                .collectList()
                .flatMap(stored -> Flux.fromIterable(changes(project, canonical(section), stored, actor))
                        .concatMap(change -> change)
                        .then());
    }

    private Map<String, ObjectNode> canonical(JsonNode section) {
        var canonical = new HashMap<String, ObjectNode>();
        section.properties().forEach(entry -> {
            var read = reader.read(entry.getKey(), 1, false, (ObjectNode) entry.getValue());
            if (!read.problems().isEmpty()) {
                throw new IllegalArgumentException(
                        "Pipeline " + entry.getKey() + " was not validated: " + read.problems());
            }
            canonical.put(entry.getKey(), writer.write(read.pipeline()));
        });
        return canonical;
    }

    private List<Mono<Void>> changes(String project, Map<String, ObjectNode> wanted, List<Stored> stored, Actor actor) {
        var changes = new ArrayList<Mono<Void>>();
        var unseen = new HashMap<>(wanted);
        for (var old : stored) {
            var next = unseen.remove(old.key());
            if (next == null) {
                if (!old.removed()) {
                    changes.add(history.remove(project, old.key(), old.version() + 1, actor));
                }
            } else if (old.removed() || !next.equals(old.definition())) {
                changes.add(history.add(project, old.key(), old.version() + 1, next, actor));
            }
        }
        unseen.forEach((key, definition) -> changes.add(history.add(project, key, 1, definition, actor)));
        return changes;
    }
}
