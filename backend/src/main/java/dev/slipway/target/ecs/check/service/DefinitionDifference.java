package dev.slipway.target.ecs.check.service;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;

/** Which members of two task definitions differ, by name; values may be secrets and are not told. */
final class DefinitionDifference {

    /** What is another with every registration. */
    private static final Set<String> ALWAYS = Set.of(
            "taskDefinitionArn",
            "revision",
            "status",
            "registeredAt",
            "registeredBy",
            "deregisteredAt",
            "requiresAttributes",
            "compatibilities",
            "containerDefinitions");

    private DefinitionDifference() {}

    static String told(TaskDefinition before, TaskDefinition after) {
        var names = new ArrayList<>(members("", before, after));
        var old = byName(before);
        var now = byName(after);
        var all = new HashSet<>(old.keySet());
        all.addAll(now.keySet());
        all.stream().sorted().forEach(name -> {
            if (!old.containsKey(name)) {
                names.add("container " + name + " is new");
            } else if (!now.containsKey(name)) {
                names.add("container " + name + " is gone");
            } else {
                names.addAll(members(
                        name + ".", Objects.requireNonNull(old.get(name)), Objects.requireNonNull(now.get(name))));
            }
        });
        return names.isEmpty() ? "nothing differs" : "differs in " + String.join(", ", names);
    }

    private static List<String> members(String prefix, SdkPojo before, SdkPojo after) {
        return before.sdkFields().stream()
                .filter(field ->
                        !ALWAYS.contains(field.memberName().substring(0, 1).toLowerCase(java.util.Locale.ROOT)
                                + field.memberName().substring(1)))
                .filter(field -> !Objects.equals(value(field, before), value(field, after)))
                .map(field -> prefix + field.memberName())
                .toList();
    }

    private static Object value(SdkField<?> field, SdkPojo of) {
        // An absent list and an empty one are the same to ECS.
        var value = field.getValueOrDefault(of);
        return value == null || value instanceof java.util.Collection<?> many && many.isEmpty() ? "" : value;
    }

    private static TreeMap<String, ContainerDefinition> byName(TaskDefinition definition) {
        return definition.containerDefinitions().stream()
                .collect(Collectors.toMap(ContainerDefinition::name, one -> one, (a, _) -> a, TreeMap::new));
    }
}
