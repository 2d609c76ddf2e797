package dev.slipway.identity.web;

import dev.slipway.web.NotFound;
import dev.slipway.web.ProjectLinks;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Tells projects that are there from those that are not: who administers everything passes for either. */
@Component
class KnownProjects {

    private final ObjectProvider<ProjectLinks> links;

    KnownProjects(ObjectProvider<ProjectLinks> links) {
        this.links = links;
    }

    /** The key; fails with {@link NotFound}. */
    Mono<String> require(String project, ServerWebExchange exchange) {
        return Flux.fromStream(links.orderedStream())
                .concatMap(some -> some.all(exchange))
                .filter(link -> link.key().equals(project))
                .collectList()
                .filter(found -> !found.isEmpty())
                .switchIfEmpty(Mono.error(() -> new NotFound("There is no project " + project + ".")))
                .thenReturn(project);
    }
}
