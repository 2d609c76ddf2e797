package dev.slipway.catalog.definition;

import dev.slipway.audit.Actor;
import dev.slipway.catalog.DefinitionProblem;
import dev.slipway.catalog.DefinitionSection;
import dev.slipway.catalog.Project;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** A section kept in memory, as another module would keep one. */
record MemorySection(Map<String, JsonNode> stored, AtomicInteger writes) implements DefinitionSection {

    MemorySection() {
        this(new ConcurrentHashMap<>(), new AtomicInteger());
    }

    @Override
    public String key() {
        return "pipelines";
    }

    @Override
    public List<DefinitionProblem> validate(Project project, JsonNode section) {
        return List.of();
    }

    @Override
    public Mono<JsonNode> read(String project) {
        return Mono.justOrEmpty(stored.get(project));
    }

    @Override
    public Mono<Void> write(String project, JsonNode section, Actor actor) {
        return Mono.fromRunnable(() -> {
            stored.put(project, section);
            writes.incrementAndGet();
        });
    }
}
