package dev.slipway.pipeline;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The pipelines a project can run: its own, and the built-in templates it has not replaced. */
public interface Pipelines {

    /** The newest version. */
    Mono<Pipeline> find(String project, String key);

    Flux<Pipeline> all(String project);
}
