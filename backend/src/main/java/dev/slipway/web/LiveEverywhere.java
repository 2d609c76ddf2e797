package dev.slipway.web;

import java.util.List;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;

/** Parts of the page shell that stay current on every page that is live, over the page's own connection. */
public interface LiveEverywhere {

    /** States of the parts; ends when the page's own states end. */
    Flux<List<Part>> states(ServerWebExchange exchange);
}
