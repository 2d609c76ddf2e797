package dev.slipway.web;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.http.codec.HttpMessageWriter;
import org.springframework.http.codec.ServerCodecConfigurer;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.reactive.result.view.ViewResolver;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.util.HtmlUtils;
import reactor.core.publisher.Mono;

/** Shows people what went wrong and what to do. */
@Component
class ErrorPages {

    private static final Logger LOG = LoggerFactory.getLogger(ErrorPages.class);
    private static final MediaType HTML = new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8);

    private final PageModel model;
    private final ServerResponse.Context context;

    ErrorPages(PageModel model, List<ViewResolver> resolvers, ServerCodecConfigurer codecs) {
        this.model = model;
        this.context = new Context(codecs.getWriters(), List.copyOf(resolvers));
    }

    private record Context(List<HttpMessageWriter<?>> messageWriters, List<ViewResolver> viewResolvers)
            implements ServerResponse.Context {}

    Mono<Void> page(Problem problem, ServerWebExchange exchange) {
        return render("error/page", problem, exchange);
    }

    /** Goes where the page's script puts errors, whatever the form or button aimed at. */
    Mono<Void> fragment(Problem problem, ServerWebExchange exchange) {
        return render("error/fragment", problem, exchange);
    }

    private Mono<Void> render(String view, Problem problem, ServerWebExchange exchange) {
        return model.attributes(exchange)
                .onErrorResume(e -> {
                    LOG.warn("An error page does without what pages usually show", e);
                    return Mono.just(Map.of());
                })
                .flatMap(attributes -> {
                    var all = new HashMap<>(attributes);
                    all.put("problem", problem);
                    return ServerResponse.status(problem.status())
                            .contentType(HTML)
                            .render(view, all);
                })
                .flatMap(response -> response.writeTo(exchange, context))
                .onErrorResume(e -> !exchange.getResponse().isCommitted(), e -> {
                    LOG.error("The error page {} cannot be shown (request {})", view, problem.requestId(), e);
                    return plain(problem, exchange);
                });
    }

    /** Without template or layout, for when these are what fails. */
    private static Mono<Void> plain(Problem problem, ServerWebExchange exchange) {
        var html = "<!doctype html><html lang=\"en\"><title>" + problem.title() + "</title><main><h1>" + problem.title()
                + "</h1><p>" + HtmlUtils.htmlEscape(String.valueOf(problem.detail())) + "</p><p>Request "
                + HtmlUtils.htmlEscape(problem.requestId()) + "</p></main></html>";
        var response = exchange.getResponse();
        response.setRawStatusCode(problem.status());
        response.getHeaders().setContentType(HTML);
        return response.writeWith(Mono.just(response.bufferFactory().wrap(html.getBytes(StandardCharsets.UTF_8))));
    }
}
