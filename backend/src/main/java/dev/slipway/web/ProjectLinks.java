package dev.slipway.web;

import reactor.core.publisher.Flux;

/** The projects between which the page shell switches. */
public interface ProjectLinks {

    Flux<ProjectLink> all();
}
