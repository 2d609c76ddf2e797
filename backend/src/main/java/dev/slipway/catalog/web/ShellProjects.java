package dev.slipway.catalog.web;

import dev.slipway.catalog.Catalog;
import dev.slipway.web.ProjectLink;
import dev.slipway.web.ProjectLinks;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;

/** Names the projects between which the page shell switches. */
@Component
class ShellProjects implements ProjectLinks {

    private final Catalog catalog;

    ShellProjects(Catalog catalog) {
        this.catalog = catalog;
    }

    @Override
    public Flux<ProjectLink> all() {
        return catalog.projects().map(project -> new ProjectLink(project.key(), project.title()));
    }
}
