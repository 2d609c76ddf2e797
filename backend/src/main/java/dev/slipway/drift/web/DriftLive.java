package dev.slipway.drift.web;

import dev.slipway.catalog.Catalog;
import dev.slipway.catalog.Placement;
import dev.slipway.drift.Adoption;
import dev.slipway.drift.DriftMark;
import dev.slipway.drift.Drifts;
import dev.slipway.health.Drift;
import dev.slipway.health.Observations;
import dev.slipway.identity.Access;
import dev.slipway.identity.Permission;
import dev.slipway.identity.Place;
import dev.slipway.identity.Requires;
import dev.slipway.target.Health;
import dev.slipway.target.PlacementKey;
import dev.slipway.web.Live;
import dev.slipway.web.Part;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Keeps current what a service's page tells of drift, in each environment in which the service is placed. */
@Controller
class DriftLive {

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(15);

    private final Catalog catalog;
    private final Observations observations;
    private final Drifts drifts;
    private final Live live;

    DriftLive(Catalog catalog, Observations observations, Drifts drifts, Live live) {
        this.catalog = catalog;
        this.observations = observations;
        this.drifts = drifts;
        this.live = live;
    }

    /** Without what changes at each look, so that nobody who writes a reason is interrupted by nothing new. */
    record Shown(
            PlacementKey key,
            Seen observed,
            @Nullable Drift drift,
            @Nullable Adoption adoption,
            String mark,
            boolean may) {

        static Shown of(PlacementKey key, Drifts.Standing standing, boolean may) {
            var drift = standing.drift();
            return new Shown(
                    key,
                    new Seen(standing.observed().health()),
                    drift,
                    standing.adoption(),
                    drift == null ? "" : DriftMark.of(drift),
                    may);
        }

        /** Whether there is anything to tell. */
        public boolean tells() {
            return drift != null || adoption != null;
        }
    }

    record Seen(Health health) {}

    @GetMapping(
            path = "/projects/{project}/services/{service}/drift/live",
            produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @ResponseBody
    @Requires(Permission.VIEW)
    Flux<ServerSentEvent<String>> live(
            @PathVariable String project, @PathVariable String service, Access access, ServerWebExchange exchange) {
        var hints = observations
                .changes()
                .filter(key -> key.project().equals(project) && key.service().equals(service));
        var states = Flux.merge(hints, Flux.interval(Duration.ZERO, LOOK_AGAIN))
                .onBackpressureLatest()
                .concatMap(_ -> parts(project, service, access), 1);
        return live.events(states, exchange);
    }

    private Mono<List<Part>> parts(String project, String service, Access access) {
        return catalog.placements(project)
                .map(Placement::key)
                .filter(key -> key.service().equals(service))
                .concatMap(key -> drifts.at(key).map(standing -> part(key, standing, access)))
                .collectList();
    }

    private static Part part(PlacementKey key, Drifts.Standing standing, Access access) {
        var may = access.may(Permission.DEPLOY, new Place(key.project(), key.environment(), key.service()));
        return new Part("drift/live", "drift-at-" + key.environment(), Shown.of(key, standing, may));
    }
}
