package dev.slipway.dashboard.placement.web;

import dev.slipway.dashboard.placement.InstanceLogs;
import dev.slipway.dashboard.placement.PlacementNow;
import dev.slipway.dashboard.placement.PlacementWatch;
import dev.slipway.identity.Access;
import dev.slipway.identity.Permission;
import dev.slipway.identity.Place;
import dev.slipway.identity.Requires;
import dev.slipway.target.PlacementKey;
import dev.slipway.target.TargetUnavailable;
import dev.slipway.target.Targets;
import dev.slipway.web.Live;
import dev.slipway.web.NotFound;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A service in an environment: how it is, what it was like, and what happened; kept current. */
@Controller
@RequestMapping("/projects/{project}/services/{service}/environments/{environment}")
class PlacementPage {

    private final PlacementWatch watch;
    private final InstanceLogs logs;
    private final Targets targets;
    private final Live live;

    PlacementPage(PlacementWatch watch, InstanceLogs logs, Targets targets, Live live) {
        this.watch = watch;
        this.logs = logs;
        this.targets = targets;
        this.live = live;
    }

    @GetMapping
    @Requires(Permission.VIEW)
    Mono<String> page(
            @PathVariable String project,
            @PathVariable String service,
            @PathVariable String environment,
            @RequestParam(name = "range", required = false) @Nullable String range,
            Access access,
            Model model) {
        var key = new PlacementKey(project, environment, service);
        return now(key, Range.of(range)).map(now -> {
            model.addAttribute("placement", now.placement());
            model.addAttribute("range", Range.of(range));
            model.addAttribute("ranges", Range.values());
            model.addAttribute(
                    "tellsMore",
                    targets.tellingMore().contains(now.placement().target().value()));
            model.addAttribute("logs", logs.has(now.placement()));
            model.addAttribute("deployable", access.may(Permission.DEPLOY, new Place(project, environment, service)));
            model.addAttribute("parts", PlacementParts.of(now));
            return "dashboard/placement";
        });
    }

    @GetMapping(path = "/live", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @ResponseBody
    @Requires(Permission.VIEW)
    Flux<ServerSentEvent<String>> live(
            @PathVariable String project,
            @PathVariable String service,
            @PathVariable String environment,
            @RequestParam(name = "range", required = false) @Nullable String range,
            ServerWebExchange exchange) {
        var key = new PlacementKey(project, environment, service);
        return live.events(
                watch.watch(asked(key, Range.of(range)))
                        .map(now -> PlacementParts.of(now).all()),
                exchange);
    }

    /** What an instance prints: its last lines, then what follows; an event {@code end} says why nothing more will come. */
    @GetMapping(path = "/logs", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @ResponseBody
    @Requires(Permission.VIEW)
    Flux<ServerSentEvent<String>> logs(
            @PathVariable String project,
            @PathVariable String service,
            @PathVariable String environment,
            @RequestParam String instance) {
        var key = new PlacementKey(project, environment, service);
        return watch.placement(key)
                .switchIfEmpty(Mono.error(() -> missing(key)))
                .flatMapMany(placement -> logs.follow(placement, instance)
                        .map(lines -> event("lines", lines))
                        .concatWith(Mono.just(event("end", "It has ended; nothing more will be printed.")))
                        .onErrorResume(
                                TargetUnavailable.class,
                                e -> Mono.just(event("end", "The log cannot be read: " + e.getMessage()))));
    }

    private static ServerSentEvent<String> event(String name, String text) {
        return ServerSentEvent.builder(text).event(name).build();
    }

    private Mono<PlacementNow> now(PlacementKey key, Range range) {
        return watch.now(asked(key, range)).switchIfEmpty(Mono.error(() -> missing(key)));
    }

    private static PlacementWatch.Asked asked(PlacementKey key, Range range) {
        return new PlacementWatch.Asked(key, range.length());
    }

    private static NotFound missing(PlacementKey key) {
        return new NotFound("There is no service " + key.service() + " in environment " + key.environment() + " of "
                + key.project() + ".");
    }
}
