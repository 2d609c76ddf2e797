package dev.slipway.web;

import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;

/** The projects between which the page shell switches: those that who asks may see. */
public interface ProjectLinks {

    Flux<ProjectLink> all(ServerWebExchange exchange);
}
