package dev.slipway.web;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.http.MediaType;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.thymeleaf.context.WebContext;
import org.thymeleaf.spring6.SpringWebFluxTemplateEngine;
import org.thymeleaf.spring6.web.webflux.SpringWebFluxWebApplication;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

/** Draws templates as the portal does, without starting one. */
public final class Templates {

    private static final SpringWebFluxTemplateEngine ENGINE = engine();

    private Templates() {}

    public static String draw(String template, Map<String, Object> model) {
        var exchange = MockServerWebExchange.from(MockServerHttpRequest.get("/"));
        var web = SpringWebFluxWebApplication.buildApplication(ReactiveAdapterRegistry.getSharedInstance())
                .buildExchange(exchange, Locale.ENGLISH, MediaType.TEXT_HTML, StandardCharsets.UTF_8);
        return ENGINE.process(template, new WebContext(web, Locale.ENGLISH, model));
    }

    static SpringWebFluxTemplateEngine engine() {
        var resolver = new ClassLoaderTemplateResolver();
        resolver.setPrefix("templates/");
        resolver.setSuffix(".html");
        resolver.setCharacterEncoding("UTF-8");
        var engine = new SpringWebFluxTemplateEngine();
        engine.setTemplateResolver(resolver);
        return engine;
    }
}
