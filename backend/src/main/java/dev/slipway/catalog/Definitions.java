package dev.slipway.catalog;

import dev.slipway.audit.Actor;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The definitions of all projects, each versioned as a whole. */
public interface Definitions {

    /** As it is now, with the sections of other modules; empty if there is no such project. */
    Mono<DefinitionVersion> current(String project);

    /** As it was; empty if there is no such version. */
    Mono<DefinitionVersion> version(String project, long version);

    /** Newest first, versions smaller than {@code before}. */
    Flux<DefinitionVersion> history(String project, long before, int limit);

    /**
     * What {@link #save} would do, without doing it.
     *
     * @throws InvalidDefinition (as an error signal) if the text breaks rules
     */
    Mono<DefinitionChange> preview(String project, String text);

    /**
     * Makes the text the project's definition; a project that does not exist is created.
     *
     * <p>Error signals: {@link InvalidDefinition} if the text breaks rules, {@link dev.slipway.web.StaleWrite} if somebody
     * else changed it since.
     */
    Mono<DefinitionChange> save(DefinitionEdit edit, Actor actor);

    /** Removes the project and what other modules keep of it; {@link dev.slipway.web.Conflict} while something hinders it. */
    Mono<Void> delete(String project, Actor actor);
}
