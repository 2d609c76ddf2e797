package dev.slipway.promotion;

import dev.slipway.audit.Actor;
import dev.slipway.catalog.DefinitionProblem;
import dev.slipway.catalog.DefinitionSection;
import dev.slipway.catalog.Environment;
import dev.slipway.catalog.Project;
import dev.slipway.target.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The key {@code promotion} of a definition: which environments take what is verified by themselves. */
@Component
class PromotionSection implements DefinitionSection {

    private static final Set<String> KEYS = Set.of("auto", "pipeline");

    private final StoredAutoPromotions settings;

    PromotionSection(StoredAutoPromotions settings) {
        this.settings = settings;
    }

    @Override
    public String key() {
        return "promotion";
    }

    @Override
    public List<DefinitionProblem> validate(Project project, JsonNode section) {
        if (!section.isObject()) {
            return List.of(new DefinitionProblem("", "must be environments by key", "Write 'staging: {auto: true}'."));
        }
        var problems = new ArrayList<DefinitionProblem>();
        section.properties().forEach(entry -> check(project, entry.getKey(), entry.getValue(), problems));
        return problems;
    }

    private static void check(Project project, String key, JsonNode entry, List<DefinitionProblem> problems) {
        var environment = project.environment(key);
        if (environment.isEmpty()) {
            var keys = project.environments().stream().map(Environment::key).toList();
            problems.add(new DefinitionProblem(
                    key, "There must be an environment '%s'".formatted(key), Nearest.remedy(key, keys)));
        } else if (!entry.isObject()) {
            problems.add(new DefinitionProblem(key, "must be a mapping", "Write {auto: true}"));
        } else {
            settings(environment.get(), entry, problems);
        }
    }

    private static void settings(Environment environment, JsonNode entry, List<DefinitionProblem> problems) {
        var key = environment.key();
        entry.propertyNames().stream()
                .filter(name -> !KEYS.contains(name))
                .forEach(name -> problems.add(new DefinitionProblem(
                        key + "." + name, "'" + name + "' is no key here", Nearest.remedy(name, KEYS))));
        if (!entry.path("auto").isMissingNode() && !entry.path("auto").isBoolean()) {
            problems.add(new DefinitionProblem(key + ".auto", "It must be true or false", "Write true or false"));
        } else if (entry.path("auto").asBoolean(false)
                && environment.promotesFrom().isEmpty()) {
            problems.add(new DefinitionProblem(
                    key + ".auto",
                    "An environment that promotes by itself must come after another",
                    "Name where its releases come from in promotesFrom"));
        }
        if (!entry.path("pipeline").isMissingNode() && !entry.path("pipeline").isString()) {
            problems.add(new DefinitionProblem(
                    key + ".pipeline", "It must be the key of a pipeline", "Write deploy, or leave it out"));
        }
    }

    @Override
    public Mono<JsonNode> read(String project) {
        return settings.section(project);
    }

    /** What does not promote by itself is left out. */
    @Override
    public Mono<Void> write(String project, JsonNode section, Actor actor) {
        var canonical = JsonNodeFactory.instance.objectNode();
        section.properties().stream()
                .filter(entry -> entry.getValue().path("auto").asBoolean(false))
                .forEach(entry -> {
                    var environment = canonical.putObject(entry.getKey()).put("auto", true);
                    if (entry.getValue().path("pipeline").isString()) {
                        environment.put(
                                "pipeline", entry.getValue().path("pipeline").stringValue());
                    }
                });
        return settings.define(project, canonical);
    }
}
