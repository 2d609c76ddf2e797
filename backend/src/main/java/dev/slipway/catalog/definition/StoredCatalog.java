package dev.slipway.catalog.definition;

import dev.slipway.catalog.Catalog;
import dev.slipway.catalog.Placement;
import dev.slipway.catalog.Project;
import dev.slipway.target.PlacementKey;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The catalog as the current definitions say it. */
@Component
class StoredCatalog implements Catalog {

    private final CurrentDefinitions definitions;

    StoredCatalog(CurrentDefinitions definitions) {
        this.definitions = definitions;
    }

    @Override
    public Flux<Project> projects() {
        return definitions.all().map(ProjectDefinition::project);
    }

    @Override
    public Mono<Project> project(String key) {
        return definitions.of(key).map(ProjectDefinition::project);
    }

    @Override
    public Mono<Placement> placement(PlacementKey key) {
        return definitions
                .of(key.project())
                .flatMap(definition -> Mono.justOrEmpty(definition.placement(key.environment(), key.service())));
    }

    @Override
    public Flux<Placement> placements(String project) {
        return definitions.of(project).flatMapIterable(ProjectDefinition::placements);
    }
}
