package dev.slipway.notification.web;

import dev.slipway.audit.Actor;
import dev.slipway.catalog.Catalog;
import dev.slipway.identity.Access;
import dev.slipway.identity.Permission;
import dev.slipway.identity.Requires;
import dev.slipway.notification.alert.Alerts;
import dev.slipway.web.HtmxRequest;
import dev.slipway.web.Live;
import dev.slipway.web.NotFound;
import dev.slipway.web.Part;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The alerts of a project, kept current. */
@Controller
@RequestMapping("/projects/{project}/alerts")
class AlertPages {

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(10);
    private static final int SHOWN = 100;

    private final Catalog catalog;
    private final Alerts alerts;
    private final Live live;

    AlertPages(Catalog catalog, Alerts alerts, Live live) {
        this.catalog = catalog;
        this.alerts = alerts;
        this.live = live;
    }

    @GetMapping
    @Requires(Permission.VIEW)
    Mono<String> page(@PathVariable String project, Access access, Model model) {
        return catalog.project(project)
                .switchIfEmpty(Mono.error(() -> new NotFound("There is no project " + project)))
                .flatMap(owner -> part(project, access).map(part -> {
                    model.addAttribute("owner", owner);
                    model.addAttribute("alerts", part);
                    return "notification/alerts";
                }));
    }

    @GetMapping(path = "/live", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @ResponseBody
    @Requires(Permission.VIEW)
    Flux<ServerSentEvent<String>> live(@PathVariable String project, Access access, ServerWebExchange exchange) {
        var states = Flux.merge(alerts.changes().filter(project::equals), Flux.interval(Duration.ZERO, LOOK_AGAIN))
                .onBackpressureLatest()
                .concatMap(_ -> part(project, access), 1)
                .map(List::of);
        return live.events(states, exchange);
    }

    @PostMapping("/{id}/acknowledge")
    @Requires(Permission.DEPLOY)
    Mono<ResponseEntity<Void>> acknowledge(
            @PathVariable String project,
            @PathVariable long id,
            @ModelAttribute Note form,
            Actor actor,
            HtmxRequest htmx) {
        return alerts.acknowledge(project, id, form.note(), actor)
                .thenReturn(Going.to("/projects/" + project + "/alerts", htmx));
    }

    private Mono<Part> part(String project, Access access) {
        return alerts.of(project, SHOWN)
                .collectList()
                .map(all -> new Part(
                        "notification/alert-list", "alerts", AlertRow.of(project, access.may(Permission.DEPLOY), all)));
    }

    /** What somebody found, or means to do. */
    record Note(@Nullable String note) {}
}
