package dev.slipway.dashboard.web;

import dev.slipway.catalog.Catalog;
import dev.slipway.identity.Access;
import dev.slipway.identity.Permission;
import dev.slipway.identity.Projects;
import dev.slipway.identity.Requires;
import dev.slipway.web.HtmxRequest;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import reactor.core.publisher.Mono;

/** Answers the search box of every page, as it is typed, and as a page of its own. */
@Controller
class SearchPages {

    private final Catalog catalog;
    private final Search search;

    SearchPages(Catalog catalog, Search search) {
        this.catalog = catalog;
        this.search = search;
    }

    @GetMapping("/search")
    @Requires(Permission.VIEW)
    Mono<String> search(
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String project,
            Access access,
            HtmxRequest htmx,
            Model model) {
        return project(project, access.projects())
                .flatMap(key -> search.find(key, q))
                .map(found -> {
                    model.addAttribute("q", q);
                    model.addAttribute("found", found);
                    return htmx.choose("dashboard/search :: found", "dashboard/search");
                });
    }

    /** The one named, else the first; none that they may not see. */
    private Mono<String> project(String key, Projects seen) {
        return catalog.projects()
                .map(project -> project.key())
                .filter(one -> seen.include(one) && (key.isBlank() || one.equals(key)))
                .collectList()
                .map(keys -> keys.isEmpty() ? "" : keys.getFirst());
    }
}
