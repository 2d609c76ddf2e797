package dev.slipway.identity.web;

import dev.slipway.identity.Permission;
import dev.slipway.identity.Requires;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.springdoc.webflux.api.OpenApiWebfluxResource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.reactive.result.view.Rendering;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.json.JsonMapper;

/** What programs can ask: the OpenAPI document, and a page made from it. */
@Controller
@Hidden
@Requires(Permission.VIEW)
class ApiController {

    private static final String PATH = "/api/v1/openapi";

    private final OpenApiLater later;
    private final ObjectProvider<OpenApiWebfluxResource> document;
    private final JsonMapper json;
    private boolean made;

    ApiController(OpenApiLater later, ObjectProvider<OpenApiWebfluxResource> document, JsonMapper json) {
        this.later = later;
        this.document = document;
        this.json = json;
    }

    @GetMapping("/api")
    Mono<Rendering> show(ServerHttpRequest request) {
        return json(request)
                .map(bytes -> Rendering.view("identity/api")
                        .modelAttribute("api", ApiDescription.of(json.readTree(bytes), json))
                        .build());
    }

    @ResponseBody
    @GetMapping(path = PATH, produces = "application/json")
    Mono<byte[]> json(ServerHttpRequest request) {
        return patiently(() -> document().openapiJson(request, PATH, Locale.ENGLISH));
    }

    @ResponseBody
    @GetMapping(path = PATH + ".yaml", produces = "application/yaml")
    Mono<byte[]> yaml(ServerHttpRequest request) {
        return patiently(() -> document().openapiYaml(request, PATH + ".yaml", Locale.ENGLISH));
    }

    private synchronized OpenApiWebfluxResource document() {
        if (!made) {
            later.make();
            OpenApiConfiguration.treesAreAnything();
            made = true;
        }
        return document.getObject();
    }

    /** The document is put together at the first call, which takes seconds: not on an event loop. */
    private static Mono<byte[]> patiently(Callable<Mono<byte[]>> call) {
        return Mono.fromCallable(call).flatMap(bytes -> bytes).subscribeOn(Schedulers.boundedElastic());
    }
}
