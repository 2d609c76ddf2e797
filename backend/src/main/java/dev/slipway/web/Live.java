package dev.slipway.web;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.thymeleaf.context.WebContext;
import org.thymeleaf.spring6.ISpringWebFluxTemplateEngine;
import org.thymeleaf.spring6.web.webflux.SpringWebFluxWebApplication;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

/** Keeps a page current: of each state of its parts, sends those that changed, as one htmx out-of-band answer. */
@Component
public class Live {

    private static final Duration HEARTBEAT = Duration.ofSeconds(15);

    private final ISpringWebFluxTemplateEngine templates;
    private final Sinks.Empty<Void> stopping = Sinks.empty();
    private final SpringWebFluxWebApplication application =
            SpringWebFluxWebApplication.buildApplication(ReactiveAdapterRegistry.getSharedInstance());

    private final ObjectProvider<LiveEverywhere> everywhere;

    Live(ISpringWebFluxTemplateEngine templates, ObjectProvider<LiveEverywhere> everywhere) {
        this.templates = templates;
        this.everywhere = everywhere;
    }

    /**
     * Events named {@code parts}; a slow browser gets the newest state and misses those between. When the states end, so
     * does the connection, with an event named {@code end}.
     */
    public Flux<ServerSentEvent<String>> events(Flux<List<Part>> states, ServerWebExchange exchange) {
        return events(states, List.of(), exchange);
    }

    /**
     * The same for a page whose parts are known, so that they are not sent once more. Only for its first connection: what
     * a browser has that connects again is not known.
     */
    public Flux<ServerSentEvent<String>> events(
            Flux<List<Part>> states, Collection<Part> known, ServerWebExchange exchange) {
        return Flux.defer(() -> {
                    var sent = new HashMap<String, Part>();
                    known.forEach(part -> sent.put(part.id(), part));
                    return with(states, exchange)
                            .concatMap(parts -> changed(parts, sent, exchange), 1)
                            .concatWith(Mono.fromSupplier(Live::end));
                })
                .mergeWith(Flux.interval(HEARTBEAT)
                        .onBackpressureDrop()
                        .map(_ -> ServerSentEvent.<String>builder().comment("").build()))
                .takeUntil(Live::isEnd)
                .takeUntilOther(stopping.asMono());
    }

    /** A slow browser misses states of each kind, but of each it gets the newest. */
    private Flux<List<Part>> with(Flux<List<Part>> states, ServerWebExchange exchange) {
        return Flux.defer(() -> {
            var over = Sinks.<Void>empty();
            var shell = Flux.fromStream(everywhere.orderedStream())
                    .flatMap(source -> source.states(exchange))
                    .onBackpressureLatest()
                    .takeUntilOther(over.asMono());
            return Flux.merge(1, states.onBackpressureLatest().doFinally(_ -> over.tryEmitEmpty()), shell);
        });
    }

    /** Without an event: browsers connect again, to another portal or to the next one here. */
    @EventListener(ContextClosedEvent.class)
    void letGo() {
        stopping.tryEmitEmpty();
    }

    private static ServerSentEvent<String> end() {
        return ServerSentEvent.<String>builder().event("end").data("").build();
    }

    private static boolean isEnd(ServerSentEvent<String> event) {
        return "end".equals(event.event());
    }

    private Mono<ServerSentEvent<String>> changed(
            List<Part> parts, Map<String, Part> sent, ServerWebExchange exchange) {
        var changed = new ArrayList<Part>();
        for (var part : parts) {
            var before = sent.put(part.id(), part);
            if (part.equals(before)) {
                continue;
            }
            changed.add(part);
            // A browser that may have the very same part already leaves it alone, with whatever is in it.
            if (before != null && part.it() instanceof HoldsParts holder) {
                holder.parts().forEach(inside -> sent.put(inside.id(), inside));
            }
        }
        return changed.isEmpty()
                ? Mono.empty()
                : render("fragment/parts", Map.of("parts", changed), exchange)
                        .map(html ->
                                ServerSentEvent.builder(html).event("parts").build());
    }

    /** Draws a template away from the event loop: the first use of a template reads it from its file. */
    private Mono<String> render(String template, Map<String, Object> model, ServerWebExchange exchange) {
        return Mono.fromCallable(() -> {
                    var locale = Locale.ENGLISH;
                    var web = application.buildExchange(exchange, locale, MediaType.TEXT_HTML, StandardCharsets.UTF_8);
                    return templates.process(template, new WebContext(web, locale, model));
                })
                .subscribeOn(Schedulers.boundedElastic());
    }
}
