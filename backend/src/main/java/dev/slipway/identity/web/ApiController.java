package dev.slipway.identity.web;

import dev.slipway.identity.Permission;
import dev.slipway.identity.Requires;
import java.util.Locale;
import org.springdoc.webflux.api.OpenApiWebfluxResource;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.reactive.result.view.Rendering;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.json.JsonMapper;

/** The page that shows what programs can ask, made from the OpenAPI document. */
@Controller
@Requires(Permission.VIEW)
class ApiController {

    private final OpenApiWebfluxResource document;
    private final JsonMapper json;

    ApiController(OpenApiWebfluxResource document, JsonMapper json) {
        this.document = document;
        this.json = json;
    }

    /** The document is put together at the first call, which takes a while. */
    @GetMapping("/api")
    Mono<Rendering> show(ServerHttpRequest request) {
        return Mono.fromCallable(() -> document.openapiJson(request, "/api/v1/openapi", Locale.ENGLISH))
                .flatMap(bytes -> bytes)
                .subscribeOn(Schedulers.boundedElastic())
                .map(bytes -> Rendering.view("identity/api")
                        .modelAttribute("api", ApiDescription.of(json.readTree(bytes), json))
                        .build());
    }
}
