package dev.slipway.catalog.web;

import dev.slipway.catalog.Catalog;
import dev.slipway.web.ProjectLink;
import dev.slipway.web.ProjectLinks;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;

/** Tells the page shell of the projects. */
@Component
class CatalogLinks implements ProjectLinks {

    private final Catalog catalog;

    CatalogLinks(Catalog catalog) {
        this.catalog = catalog;
    }

    @Override
    public Flux<ProjectLink> all() {
        return catalog.projects().map(project -> new ProjectLink(project.key(), project.title()));
    }
}
