package dev.slipway.web;

import java.net.URI;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

/** Browsers look here for the icon of what names none: the feed of deployments, and JSON. */
@Configuration(proxyBeanMethods = false)
class FaviconRoute {

    @Bean
    RouterFunction<ServerResponse> favicon() {
        return RouterFunctions.route()
                .GET(
                        "/favicon.ico",
                        _ -> ServerResponse.permanentRedirect(URI.create("/static/favicon.svg"))
                                .build())
                .build();
    }
}
