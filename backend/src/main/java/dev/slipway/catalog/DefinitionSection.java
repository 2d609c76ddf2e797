package dev.slipway.catalog;

import dev.slipway.audit.Actor;
import java.util.List;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** A top-level key of a project's definition that another module owns, such as {@code pipelines}. */
public interface DefinitionSection {

    /** The top-level key in the YAML file. */
    String key();

    /**
     * Problems, with paths that begin with the section's key or relative to it; empty if there are none.
     *
     * @param project as much of the project as could be understood: what is malformed in it is left out
     */
    List<DefinitionProblem> validate(Project project, JsonNode section);

    /** The section as it is now, in canonical form, or empty when it has nothing of its own. */
    Mono<JsonNode> read(String project);

    /** Replaces the section, by {@code {}} when the definition has none; takes part in the caller's transaction. */
    Mono<Void> write(String project, JsonNode section, Actor actor);
}
