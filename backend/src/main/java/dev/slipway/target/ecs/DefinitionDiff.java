package dev.slipway.target.ecs;

import dev.slipway.target.SecretReference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import software.amazon.awssdk.services.ecs.model.Secret;

/** What differs between the containers of two task definitions, one line a difference; of secrets' references digests alone. */
final class DefinitionDiff {

    private DefinitionDiff() {}

    static List<String> lines(List<ContainerDefinition> before, List<ContainerDefinition> after) {
        var lines = new ArrayList<String>();
        var earlier = byName(before);
        for (var container : after) {
            var old = earlier.get(container.name());
            if (old == null) {
                lines.add("+ container " + container.name() + ", image " + container.image());
                continue;
            }
            change(lines, container.name() + " image", old.image(), container.image());
            changes(lines, container.name() + " variable", variables(old), variables(container));
            changes(lines, container.name() + " secret", secrets(old), secrets(container));
            changes(lines, container.name() + " label", old.dockerLabels(), container.dockerLabels());
        }
        return lines;
    }

    private static Map<String, ContainerDefinition> byName(List<ContainerDefinition> containers) {
        var named = new LinkedHashMap<String, ContainerDefinition>();
        containers.forEach(container -> named.put(container.name(), container));
        return named;
    }

    private static Map<String, String> variables(ContainerDefinition container) {
        var variables = new LinkedHashMap<String, String>();
        for (KeyValuePair pair : container.environment()) {
            variables.put(pair.name(), pair.value());
        }
        return variables;
    }

    private static Map<String, String> secrets(ContainerDefinition container) {
        var secrets = new LinkedHashMap<String, String>();
        for (Secret secret : container.secrets()) {
            secrets.put(secret.name(), SecretReference.told(secret.valueFrom()));
        }
        return secrets;
    }

    private static void changes(
            List<String> lines, String what, Map<String, String> before, Map<String, String> after) {
        var names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        for (var name : names) {
            change(lines, what + " " + name, before.get(name), after.get(name));
        }
    }

    static void change(
            List<String> lines,
            String what,
            @org.jspecify.annotations.Nullable String before,
            @org.jspecify.annotations.Nullable String after) {
        if (Objects.equals(before, after)) {
            return;
        }
        if (before == null) {
            lines.add("+ " + what + ": " + after);
        } else if (after == null) {
            lines.add("- " + what + ": " + before);
        } else {
            lines.add("~ " + what + ": " + before + " -> " + after);
        }
    }
}
