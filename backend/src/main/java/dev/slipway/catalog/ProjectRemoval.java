package dev.slipway.catalog;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A module that keeps something of a project, and has a say before the project goes. */
public interface ProjectRemoval {

    /** Why the project must not be removed now, one sentence each, such as {@code Job #128 is running}. */
    Flux<String> obstacles(String project);

    /** Removes what the module keeps of the project; takes part in the caller's transaction. */
    Mono<Void> remove(String project);
}
