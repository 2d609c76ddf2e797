package dev.slipway.dashboard.grid.web;

import dev.slipway.dashboard.grid.Favourites;
import dev.slipway.dashboard.grid.GridState;
import dev.slipway.dashboard.grid.Grids;
import dev.slipway.dashboard.grid.SavedView;
import dev.slipway.dashboard.grid.SavedViews;
import dev.slipway.identity.Access;
import dev.slipway.identity.Permission;
import dev.slipway.identity.Requires;
import dev.slipway.web.HtmxRequest;
import dev.slipway.web.Live;
import dev.slipway.web.Part;
import dev.slipway.web.Watched;
import java.util.List;
import java.util.Set;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.stereotype.Component;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Services by environments of all projects, as a page to work with and as one for the wall; kept current. */
@Controller
class GridPages {

    private final Grids grids;
    private final SavedViews views;
    private final Favourites favourites;
    private final Live live;
    private final Drawn drawn;
    private final Watched<GridParts.Seen, List<Part>> watched;

    /** What is kept of pages that were drawn. */
    @Component
    record Drawn(ServedGrids served, DrawnRows rows) {}

    GridPages(Grids grids, SavedViews views, Favourites favourites, Live live, Drawn drawn) {
        this.grids = grids;
        this.views = views;
        this.favourites = favourites;
        this.live = live;
        this.drawn = drawn;
        this.watched = Watched.of(
                seen -> grids.watch().map(state -> GridParts.of(state, seen).all()));
    }

    @GetMapping("/grid")
    @Requires(Permission.VIEW)
    Mono<String> page(GridQuery query, Access access, HtmxRequest htmx, Model model) {
        if (!query.isPlain() || htmx.asked()) {
            return show(query, access, model);
        }
        return views.first(person(access))
                .map(view -> "redirect:/grid?" + view.query())
                .switchIfEmpty(Mono.defer(() -> show(query, access, model)));
    }

    @GetMapping("/wall")
    @Requires(Permission.VIEW)
    Mono<String> wall(GridQuery query, Access access, Model model) {
        return show(query.in(GridQuery.Mode.WALL), access, model);
    }

    @GetMapping(path = "/grid/live", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @ResponseBody
    @Requires(Permission.VIEW)
    Flux<ServerSentEvent<String>> live(
            GridQuery query, @RequestParam(defaultValue = "") String page, Access access, ServerWebExchange exchange) {
        return seen(query, access)
                .flatMapMany(
                        seen -> live.events(watched.watch(seen), drawn.served().take(page), exchange));
    }

    private Mono<String> show(GridQuery query, Access access, Model model) {
        return Mono.zip(grids.now(), views.of(person(access)).collectList(), seen(query, access))
                .map(all -> show(all.getT1(), all.getT2(), all.getT3(), model));
    }

    private String show(GridState state, List<SavedView> saved, GridParts.Seen seen, Model model) {
        var parts = GridParts.of(state, seen);
        model.addAttribute("parts", parts);
        model.addAttribute("page", drawn.served().put(parts.all()));
        model.addAttribute("drawnRows", drawn.rows());
        model.addAttribute("form", GridForm.of(state, seen, saved));
        return seen.query().shown() == GridQuery.Mode.WALL ? "dashboard/wall" : "dashboard/everything";
    }

    private Mono<GridParts.Seen> seen(GridQuery query, Access access) {
        return favourites
                .of(person(access))
                .map(starred -> new GridParts.Seen(query, access.projects(), Set.copyOf(starred)));
    }

    /** A program without an owner keeps nothing, and so finds nothing. */
    private static String person(Access access) {
        return access.owner() == null ? "" : access.owner();
    }
}
