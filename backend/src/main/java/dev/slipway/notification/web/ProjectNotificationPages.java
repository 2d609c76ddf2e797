package dev.slipway.notification.web;

import dev.slipway.audit.Actor;
import dev.slipway.catalog.Catalog;
import dev.slipway.identity.Permission;
import dev.slipway.identity.Requires;
import dev.slipway.notification.ChannelChanges;
import dev.slipway.notification.ChannelTrial;
import dev.slipway.notification.RouteChanges;
import dev.slipway.web.HtmxRequest;
import dev.slipway.web.NotFound;
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

/** Pages of the notifications of a project. */
@Controller
@RequestMapping("/projects/{project}/notifications")
class ProjectNotificationPages {

    private final NotificationView view;
    private final ChannelChanges channels;
    private final RouteChanges routes;
    private final ChannelTrial trial;
    private final Catalog catalog;

    ProjectNotificationPages(
            NotificationView view, ChannelChanges channels, RouteChanges routes, ChannelTrial trial, Catalog catalog) {
        this.view = view;
        this.channels = channels;
        this.routes = routes;
        this.trial = trial;
        this.catalog = catalog;
    }

    @GetMapping
    @Requires(Permission.EDIT)
    Mono<String> page(@PathVariable String project, Model model) {
        return catalog.project(project)
                .switchIfEmpty(Mono.error(() -> new NotFound("There is no project " + project)))
                .flatMap(owner -> {
                    model.addAttribute("owner", owner);
                    return view.page(project, base(project), model);
                });
    }

    @GetMapping(path = "/live", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @ResponseBody
    @Requires(Permission.EDIT)
    Flux<ServerSentEvent<String>> live(@PathVariable String project, ServerWebExchange exchange) {
        return view.live(project, base(project), exchange);
    }

    @PostMapping("/channels")
    @Requires(Permission.EDIT)
    Mono<ResponseEntity<Void>> make(
            @PathVariable String project, @ModelAttribute ChannelForm form, Actor actor, HtmxRequest htmx) {
        return channels.make(project, form.draft(), actor).map(_ -> Going.to(base(project), htmx));
    }

    @PostMapping("/channels/{id}/remove")
    @Requires(Permission.EDIT)
    Mono<ResponseEntity<Void>> remove(
            @PathVariable String project, @PathVariable long id, Actor actor, HtmxRequest htmx) {
        return channels.remove(project, id, actor).thenReturn(Going.to(base(project), htmx));
    }

    /** Sends a real message, and answers with what became of it. */
    @PostMapping("/channels/{id}/test")
    @Requires(Permission.EDIT)
    Mono<String> test(@PathVariable String project, @PathVariable long id, Actor actor, Model model) {
        return trial.run(project, id, actor).map(result -> view.tested(result, model));
    }

    @PostMapping("/channels/{id}/routes")
    @Requires(Permission.EDIT)
    Mono<ResponseEntity<Void>> route(
            @PathVariable String project,
            @PathVariable long id,
            @ModelAttribute ChannelForm.RouteForm form,
            Actor actor,
            HtmxRequest htmx) {
        return routes.make(project, form.draft(id), actor).map(_ -> Going.to(base(project), htmx));
    }

    @PostMapping("/channels/{id}/routes/{route}/remove")
    @Requires(Permission.EDIT)
    Mono<ResponseEntity<Void>> unroute(
            @PathVariable String project,
            @PathVariable long id,
            @PathVariable long route,
            Actor actor,
            HtmxRequest htmx) {
        return routes.remove(project, id, route, actor).thenReturn(Going.to(base(project), htmx));
    }

    @PostMapping("/channels/{id}/deliveries/{delivery}/retry")
    @Requires(Permission.EDIT)
    Mono<ResponseEntity<Void>> again(
            @PathVariable String project,
            @PathVariable long id,
            @PathVariable long delivery,
            Actor actor,
            HtmxRequest htmx) {
        return channels.again(project, id, delivery, actor).thenReturn(Going.to(base(project), htmx));
    }

    private static String base(String project) {
        return "/projects/" + project + "/notifications";
    }
}
