package dev.slipway.web;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/** What was typed and ticked in a form; blank counts as nothing. */
public record FormFields(MultiValueMap<String, String> fields) {

    public @Nullable String text(String name) {
        var value = fields.getFirst(name);
        return value == null || value.isBlank() ? null : value.strip();
    }

    /** All values of fields of one name, in their order. */
    public List<String> texts(String name) {
        return fields.getOrDefault(name, List.of()).stream()
                .filter(value -> !value.isBlank())
                .toList();
    }

    /** Values of the fields whose names start so, by the rest of their names. */
    public Map<String, String> startingWith(String prefix) {
        return fields.keySet().stream()
                .filter(name -> name.startsWith(prefix) && text(name) != null)
                .collect(Collectors.toMap(
                        name -> name.substring(prefix.length()), name -> Objects.requireNonNull(text(name))));
    }

    public boolean has(String name) {
        return fields.containsKey(name);
    }
}
