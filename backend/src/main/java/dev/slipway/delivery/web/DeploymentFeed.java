package dev.slipway.delivery.web;

import dev.slipway.catalog.Catalog;
import dev.slipway.delivery.Deployments;
import dev.slipway.delivery.Window;
import dev.slipway.identity.Permission;
import dev.slipway.identity.PublicAddress;
import dev.slipway.identity.Requires;
import dev.slipway.web.NotFound;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** The deployments of a project for feed readers, which send a token of their owner as a header. */
@RestController
@Tag(name = "Delivery figures")
class DeploymentFeed {

    private static final int ENTRIES = 50;
    private static final int DAYS = 90;
    private static final MediaType ATOM = new MediaType(MediaType.APPLICATION_ATOM_XML, StandardCharsets.UTF_8);

    private final Catalog catalog;
    private final Deployments deployments;
    private final PublicAddress address;
    private final Clock clock;

    DeploymentFeed(Catalog catalog, Deployments deployments, PublicAddress address, Clock clock) {
        this.catalog = catalog;
        this.deployments = deployments;
        this.address = address;
        this.clock = clock;
    }

    @GetMapping(path = "/projects/{project}/deployments.atom", produces = MediaType.APPLICATION_ATOM_XML_VALUE)
    @Requires(Permission.VIEW)
    @Operation(
            summary = "The newest deployments as an Atom feed",
            description = "At most 50 of the last 90 days, newest first, each with how it ended (RFC 4287).")
    Mono<ResponseEntity<String>> feed(@PathVariable("project") String key, ServerWebExchange exchange) {
        var now = clock.instant();
        var home = address.link("/projects/" + key, exchange);
        return catalog.project(key)
                .switchIfEmpty(Mono.error(() -> new NotFound("There is no project " + key + ".")))
                .zipWith(
                        deployments.newest(key, Window.last(DAYS, now), ENTRIES).collectList())
                .map(found -> ResponseEntity.ok()
                        .contentType(ATOM)
                        .body(AtomFeed.of(found.getT1(), found.getT2(), home, now)));
    }
}
