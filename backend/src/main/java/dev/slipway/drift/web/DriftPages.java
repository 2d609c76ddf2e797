package dev.slipway.drift.web;

import dev.slipway.audit.Actor;
import dev.slipway.drift.DriftMark;
import dev.slipway.drift.Drifts;
import dev.slipway.identity.Access;
import dev.slipway.identity.Permission;
import dev.slipway.identity.Requires;
import dev.slipway.target.PlacementKey;
import dev.slipway.web.HtmxRequest;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.reactive.result.view.Rendering;
import reactor.core.publisher.Mono;

/** How a placement drifts, as a part of other pages, and what people do about it there. */
@Controller
@RequestMapping("/projects/{project}/services/{service}/{environment}/drift")
class DriftPages {

    private final Drifts drifts;

    DriftPages(Drifts drifts) {
        this.drifts = drifts;
    }

    /** Nothing where nothing drifts. */
    @GetMapping
    @Requires(Permission.VIEW)
    Mono<Rendering> part(
            @PathVariable String project,
            @PathVariable String service,
            @PathVariable String environment,
            Access access) {
        var key = new PlacementKey(project, environment, service);
        return drifts.at(key)
                .map(standing -> Rendering.view("drift/part :: part")
                        .modelAttribute("key", key)
                        .modelAttribute("standing", standing)
                        .modelAttribute("mark", standing.drift() == null ? "" : DriftMark.of(standing.drift()))
                        .modelAttribute("may", access.may(Permission.DEPLOY))
                        .build())
                .defaultIfEmpty(Rendering.view("drift/part :: nothing").build());
    }

    @PostMapping("/adopt")
    @Requires(Permission.DEPLOY)
    Mono<ResponseEntity<Void>> adopt(
            @PathVariable String project,
            @PathVariable String service,
            @PathVariable String environment,
            @ModelAttribute Why form,
            Actor actor,
            HtmxRequest htmx) {
        return drifts.adopt(new PlacementKey(project, environment, service), form.mark(), form.reason(), actor)
                .thenReturn(to("/projects/" + project + "/services/" + service, htmx));
    }

    @PostMapping("/restore")
    @Requires(Permission.DEPLOY)
    Mono<ResponseEntity<Void>> restore(
            @PathVariable String project,
            @PathVariable String service,
            @PathVariable String environment,
            @ModelAttribute Why form,
            Actor actor,
            HtmxRequest htmx) {
        return drifts.restore(new PlacementKey(project, environment, service), form.reason(), actor)
                .map(job -> to("/projects/" + project + "/jobs/" + job.number(), htmx));
    }

    private static ResponseEntity<Void> to(String path, HtmxRequest htmx) {
        return htmx.asked()
                ? ResponseEntity.noContent().header("HX-Redirect", path).build()
                : ResponseEntity.status(HttpStatus.SEE_OTHER)
                        .location(URI.create(path))
                        .build();
    }

    /** @param mark of what the person saw */
    record Why(@Nullable String reason, @Nullable String mark) {}
}
