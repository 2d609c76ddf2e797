package dev.slipway.catalog.definition;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Reads the current definitions; one that was read is remembered by its id, which never means anything else. */
@Component
public class CurrentDefinitions {

    private static final int REMEMBERED = 500;

    private final DefinitionRows rows;
    private final Map<Long, ProjectDefinition> read = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, ProjectDefinition> eldest) {
            return size() > REMEMBERED;
        }
    });

    CurrentDefinitions(DefinitionRows rows) {
        this.rows = rows;
    }

    public Mono<ProjectDefinition> of(String project) {
        return rows.currentId(project).flatMap(this::byId);
    }

    /** By key of the project. */
    public Flux<ProjectDefinition> all() {
        return rows.currentIds().concatMap(this::byId);
    }

    private Mono<ProjectDefinition> byId(Long id) {
        return Mono.justOrEmpty(read.get(id))
                .switchIfEmpty(Mono.defer(() -> rows.byId(id)
                        .map(row -> ProjectDefinition.of(row.own(), row.version()))
                        .doOnNext(definition -> read.put(id, definition))));
    }
}
