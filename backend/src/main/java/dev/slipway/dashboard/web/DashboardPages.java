package dev.slipway.dashboard.web;

import dev.slipway.catalog.Catalog;
import dev.slipway.dashboard.Overview;
import dev.slipway.dashboard.Overviews;
import dev.slipway.identity.Access;
import dev.slipway.identity.Permission;
import dev.slipway.identity.Requires;
import dev.slipway.web.Live;
import dev.slipway.web.NotFound;
import dev.slipway.web.Watched;
import java.time.Clock;
import java.time.Duration;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Home, and the grid of services and environments of a project, kept current. */
@Controller
class DashboardPages {

    /** Observations age and estimates run down without anything being announced. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(3);

    private final Catalog catalog;
    private final Overviews overviews;
    private final Watched<String, Overview> watched;
    private final Live live;
    private final Clock clock;

    DashboardPages(Catalog catalog, Overviews overviews, Live live, Clock clock) {
        this.catalog = catalog;
        this.overviews = overviews;
        this.watched = Watched.of(LOOK_AGAIN, overviews::changes, this::overview);
        this.live = live;
        this.clock = clock;
    }

    /** The only project, else the list of them. */
    @GetMapping("/")
    @Requires(Permission.VIEW)
    Mono<String> home(Access access) {
        var seen = access.projects();
        return catalog.projects()
                .filter(project -> seen.include(project.key()))
                .collectList()
                .map(projects -> "redirect:/projects"
                        + (projects.size() == 1 ? "/" + projects.getFirst().key() : ""));
    }

    @GetMapping("/projects/{project}")
    @Requires(Permission.VIEW)
    Mono<String> page(@PathVariable String project, Access access, Model model) {
        return overview(project).map(overview -> {
            model.addAttribute("defined", overview.project());
            model.addAttribute("overview", overview);
            model.addAttribute("parts", DashboardParts.of(overview, access, clock.instant()));
            return "dashboard/page";
        });
    }

    @GetMapping(path = "/projects/{project}/live", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @ResponseBody
    @Requires(Permission.VIEW)
    Flux<ServerSentEvent<String>> live(@PathVariable String project, Access access, ServerWebExchange exchange) {
        var states = watched.watch(project)
                .map(overview ->
                        DashboardParts.of(overview, access, clock.instant()).all());
        return live.events(states, exchange);
    }

    private Mono<Overview> overview(String project) {
        return overviews
                .of(project)
                .switchIfEmpty(Mono.error(() -> new NotFound("There is no project " + project + ".")));
    }
}
