package dev.slipway.approval.web;

import dev.slipway.approval.Effect;
import dev.slipway.approval.EffectChange;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What will happen, as people read it; drawn from the very text whose hash they sign.
 *
 * @param hash the whole of it, in hexadecimal
 */
record EffectView(String hash, String text, List<ServiceView> services, List<StepView> steps, String pipeline) {

    /** @param from version it replaces; null when nothing was proven there */
    record ServiceView(
            String service,
            @Nullable String from,
            @Nullable String to,
            List<EffectChange> artifacts,
            List<EffectChange> settings,
            List<EffectChange> configuration) {

        public boolean same() {
            return artifacts.isEmpty() && settings.isEmpty() && configuration.isEmpty() && Objects.equals(from, to);
        }
    }

    /** @param actions what it would do, one line each */
    record StepView(String name, String kind, List<String> actions) {}

    /** @param runs names of the job's step runs, in the order in which they run: the text tells none */
    EffectView inOrder(List<String> runs) {
        var ordered = steps.stream()
                .sorted(Comparator.comparingInt(
                        step -> runs.contains(step.name()) ? runs.indexOf(step.name()) : runs.size()))
                .toList();
        return new EffectView(hash, text, services, ordered, pipeline);
    }

    static EffectView of(Effect effect) {
        var content = effect.content();
        var pipeline = content.path("pipeline");
        return new EffectView(
                effect.hash(),
                effect.text(),
                content.path("placements").properties().stream()
                        .map(p -> service(p.getKey(), p.getValue()))
                        .toList(),
                steps(content),
                pipeline.path("key").asString("") + " v"
                        + pipeline.path("version").asInt(0));
    }

    /** Sorted by name, as keys are in the text. */
    private static List<StepView> steps(JsonNode content) {
        var steps = content.path("pipeline").path("steps");
        return content.path("actions").properties().stream()
                .map(step -> new StepView(
                        step.getKey(),
                        steps.path(step.getKey().split("/", 2)[0]).path("kind").asString(""),
                        step.getValue().values().stream()
                                .map(action -> action.asString(""))
                                .toList()))
                .toList();
    }

    private static ServiceView service(String key, JsonNode placement) {
        var before = placement.path("replaces");
        return new ServiceView(
                key,
                text(before, "version"),
                text(placement, "version"),
                changes(before, placement, "artifacts"),
                before.isObject() ? changes(before, placement, "settings") : List.of(),
                changes(before, placement, "configuration"));
    }

    private static List<EffectChange> changes(JsonNode before, JsonNode after, String key) {
        return EffectChange.between(orEmpty(before.path(key)), orEmpty(after.path(key)));
    }

    private static JsonNode orEmpty(JsonNode node) {
        return node instanceof ObjectNode ? node : tools.jackson.databind.node.JsonNodeFactory.instance.objectNode();
    }

    private static @Nullable String text(JsonNode node, String key) {
        var value = node.path(key);
        return value.isString() ? value.stringValue() : null;
    }

    /** One line for lists, such as {@code web 1.1.0 → 1.2.0}. */
    String summary() {
        return String.join(
                ", ",
                services.stream()
                        .flatMap(s -> Stream.of(s.service() + " "
                                + (s.from() == null ? "" : s.from() + " → ")
                                + Objects.requireNonNullElse(s.to(), "")))
                        .map(String::strip)
                        .toList());
    }
}
