package dev.slipway.catalog.web;

import dev.slipway.catalog.Catalog;
import dev.slipway.identity.Access;
import dev.slipway.web.ProjectLink;
import dev.slipway.web.ProjectLinks;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;

/** Names the projects between which the page shell switches. */
@Component
class ShellProjects implements ProjectLinks {

    private final Catalog catalog;

    ShellProjects(Catalog catalog) {
        this.catalog = catalog;
    }

    @Override
    public Flux<ProjectLink> all(ServerWebExchange exchange) {
        return Access.of(exchange)
                .map(Access::projects)
                .flatMapMany(seen -> catalog.projects().filter(project -> seen.include(project.key())))
                .map(project -> new ProjectLink(project.key(), project.title()));
    }
}
