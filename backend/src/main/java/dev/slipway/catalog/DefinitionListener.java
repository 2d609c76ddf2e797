package dev.slipway.catalog;

import reactor.core.publisher.Mono;

/** Hears of each change of a project's definition; found as a bean. */
public interface DefinitionListener {

    /** Another definition holds once the caller's transaction has been committed. Takes part in it. */
    Mono<Void> changed(String project);
}
