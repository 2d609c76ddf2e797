package dev.slipway.web;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Puts the attributes of all {@link PageAttributes} into the model of every page. */
@ControllerAdvice
class PageModel {

    private final List<PageAttributes> sources;

    PageModel(List<PageAttributes> sources) {
        this.sources = List.copyOf(sources);
    }

    @ModelAttribute
    Mono<Void> fill(Model model, ServerWebExchange exchange) {
        return Audience.of(exchange.getRequest()) == Audience.PROGRAM
                ? Mono.empty()
                : attributes(exchange).doOnNext(model::addAllAttributes).then();
    }

    Mono<Map<String, Object>> attributes(ServerWebExchange exchange) {
        return Flux.fromIterable(sources)
                .concatMap(source -> source.of(exchange))
                .collect(LinkedHashMap<String, Object>::new, Map::putAll)
                .map(all -> all);
    }
}
