package dev.slipway.catalog.definition;

import dev.slipway.catalog.Environment;
import dev.slipway.catalog.Placement;
import dev.slipway.catalog.Project;
import dev.slipway.catalog.Service;
import dev.slipway.catalog.Variable;
import dev.slipway.target.PlacementKey;
import dev.slipway.target.TargetKind;
import dev.slipway.target.TargetSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A canonical definition read into the catalog's words. */
public record ProjectDefinition(Project project, List<Placement> placements, JsonNode json) {

    static ProjectDefinition of(ObjectNode json, long version) {
        var key = json.path("project").asString();
        var environments = PromotionOrder.of(json.path("environments")).keys().stream()
                .map(name -> environment(name, json.path("environments").path(name)))
                .toList();
        var services = json.path("services").properties().stream()
                .map(entry -> service(entry.getKey(), entry.getValue(), json))
                .toList();
        var project = new Project(key, json.path("title").asString(key), version, environments, services);
        return new ProjectDefinition(project, placements(project, json), json);
    }

    Optional<Placement> placement(String environment, String service) {
        return placements.stream()
                .filter(placement -> placement.environment().key().equals(environment)
                        && placement.service().key().equals(service))
                .findFirst();
    }

    /** Every variable of a placement by name, with what it overrides. */
    public List<Variable> variables(PlacementKey key) {
        return Layers.of(json, key.environment(), key.service()).variables();
    }

    private static Environment environment(String key, JsonNode json) {
        return new Environment(
                key,
                json.path("title").asString(key),
                json.path("promotesFrom").values().stream()
                        .map(JsonNode::asString)
                        .toList(),
                json.path("whenLocked").asString("queue").equals("refuse")
                        ? Environment.WhenLocked.REFUSE
                        : Environment.WhenLocked.QUEUE,
                ProtectionReader.read(json.path("protection")),
                ChecksCheck.read(json.path("checks")));
    }

    private static Service service(String key, JsonNode json, JsonNode project) {
        return new Service(
                key,
                json.path("title").asString(key),
                type(json),
                text(json, "owner"),
                text(json, "repository"),
                MeteringReader.read(project, json));
    }

    private static Service.Type type(JsonNode service) {
        var text = service.path("type").asString("web");
        for (var type : Service.Type.values()) {
            if (type.name().toLowerCase(Locale.ROOT).equals(text)) {
                return type;
            }
        }
        return Service.Type.WEB;
    }

    private static @Nullable String text(JsonNode json, String key) {
        return json.path(key).stringValueOpt().orElse(null);
    }

    private static List<Placement> placements(Project project, JsonNode json) {
        var placements = new ArrayList<Placement>();
        for (var service : project.services()) {
            var placed = json.path("services").path(service.key()).path("placements");
            for (var environment : project.environments()) {
                var at = placed.path(environment.key());
                if (at.path("target").isString()
                        && TargetKind.isWellFormed(at.path("target").stringValue())) {
                    placements.add(placement(project, environment, service, json));
                }
            }
        }
        return List.copyOf(placements);
    }

    private static Placement placement(Project project, Environment environment, Service service, JsonNode json) {
        var at = json.path("services").path(service.key()).path("placements").path(environment.key());
        var configuration = new LinkedHashMap<String, dev.slipway.target.ConfigurationValue>();
        Layers.of(json, environment.key(), service.key())
                .variables()
                .forEach(variable -> configuration.put(variable.name(), variable.value()));
        return new Placement(
                new PlacementKey(project.key(), environment.key(), service.key()),
                new TargetKind(at.path("target").stringValue()),
                new TargetSettings(
                        at.path("settings") instanceof ObjectNode settings
                                ? settings
                                : JsonNodeFactory.instance.objectNode()),
                configuration,
                environment,
                service);
    }
}
