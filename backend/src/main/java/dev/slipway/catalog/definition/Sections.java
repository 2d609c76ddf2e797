package dev.slipway.catalog.definition;

import dev.slipway.audit.Actor;
import dev.slipway.catalog.DefinitionSection;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The parts of a definition that other modules own. */
@Component
class Sections {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final List<DefinitionSection> all;

    Sections(ObjectProvider<DefinitionSection> all) {
        this.all = all.orderedStream().toList();
    }

    /** As they are now, by key; empty ones are left out. */
    Mono<ObjectNode> read(String project) {
        return Flux.fromIterable(all)
                .concatMap(section -> section.read(project)
                        .filter(node -> !node.isEmpty())
                        .map(node -> JSON.objectNode().set(section.key(), node)))
                .reduce(JSON.objectNode(), (whole, one) -> (ObjectNode) whole.setAll((ObjectNode) one));
    }

    /** Those of a document, as they are written there. */
    ObjectNode of(JsonNode document) {
        var found = JSON.objectNode();
        for (var section : all) {
            var node = document.path(section.key());
            if (!node.isMissingNode() && !node.isNull() && !node.isEmpty()) {
                found.set(section.key(), node);
            }
        }
        return found;
    }

    /** Writes those that differ from what is there; answers what is there then. */
    Mono<ObjectNode> write(String project, ObjectNode wanted, ObjectNode present, Actor actor) {
        return Flux.fromIterable(all)
                .filter(section -> !wanted.path(section.key()).equals(present.path(section.key())))
                .concatMap(section -> section.write(
                        project, wanted.has(section.key()) ? wanted.get(section.key()) : JSON.objectNode(), actor))
                .then(Mono.defer(() -> read(project)));
    }
}
