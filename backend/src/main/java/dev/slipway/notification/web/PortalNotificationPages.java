package dev.slipway.notification.web;

import dev.slipway.audit.Actor;
import dev.slipway.identity.Permission;
import dev.slipway.identity.Requires;
import dev.slipway.notification.ChannelChanges;
import dev.slipway.notification.ChannelTrial;
import dev.slipway.notification.RouteChanges;
import dev.slipway.web.HtmxRequest;
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

/** Pages of the notifications of the whole portal. */
@Controller
@RequestMapping("/notifications")
class PortalNotificationPages {

    private static final String BASE = "/notifications";

    private final NotificationView view;
    private final ChannelChanges channels;
    private final RouteChanges routes;
    private final ChannelTrial trial;

    PortalNotificationPages(NotificationView view, ChannelChanges channels, RouteChanges routes, ChannelTrial trial) {
        this.view = view;
        this.channels = channels;
        this.routes = routes;
        this.trial = trial;
    }

    @GetMapping
    @Requires(Permission.ADMINISTER)
    Mono<String> page(Model model) {
        return view.page(null, BASE, model);
    }

    @GetMapping(path = "/live", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @ResponseBody
    @Requires(Permission.ADMINISTER)
    Flux<ServerSentEvent<String>> live(ServerWebExchange exchange) {
        return view.live(null, BASE, exchange);
    }

    @PostMapping("/channels")
    @Requires(Permission.ADMINISTER)
    Mono<ResponseEntity<Void>> make(@ModelAttribute ChannelForm form, Actor actor, HtmxRequest htmx) {
        return channels.make(null, form.draft(), actor).map(_ -> Going.to(BASE, htmx));
    }

    @PostMapping("/channels/{id}/remove")
    @Requires(Permission.ADMINISTER)
    Mono<ResponseEntity<Void>> remove(@PathVariable long id, Actor actor, HtmxRequest htmx) {
        return channels.remove(null, id, actor).thenReturn(Going.to(BASE, htmx));
    }

    /** Sends a real message, and answers with what became of it. */
    @PostMapping("/channels/{id}/test")
    @Requires(Permission.ADMINISTER)
    Mono<String> test(@PathVariable long id, Actor actor, Model model) {
        return trial.run(null, id, actor).map(result -> view.tested(result, model));
    }

    @PostMapping("/channels/{id}/routes")
    @Requires(Permission.ADMINISTER)
    Mono<ResponseEntity<Void>> route(
            @PathVariable long id, @ModelAttribute ChannelForm.RouteForm form, Actor actor, HtmxRequest htmx) {
        return routes.make(null, form.draft(id), actor).map(_ -> Going.to(BASE, htmx));
    }

    @PostMapping("/channels/{id}/routes/{route}/remove")
    @Requires(Permission.ADMINISTER)
    Mono<ResponseEntity<Void>> unroute(@PathVariable long id, @PathVariable long route, Actor actor, HtmxRequest htmx) {
        return routes.remove(null, id, route, actor).thenReturn(Going.to(BASE, htmx));
    }

    @PostMapping("/channels/{id}/deliveries/{delivery}/retry")
    @Requires(Permission.ADMINISTER)
    Mono<ResponseEntity<Void>> again(
            @PathVariable long id, @PathVariable long delivery, Actor actor, HtmxRequest htmx) {
        return channels.again(null, id, delivery, actor).thenReturn(Going.to(BASE, htmx));
    }
}
