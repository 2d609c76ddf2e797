package dev.slipway.pipeline;

import dev.slipway.audit.Actor;
import java.time.Instant;
import tools.jackson.databind.node.ObjectNode;

/**
 * A pipeline as it was once written.
 *
 * @param definition in canonical form
 * @param removed whether this version took the pipeline away; a built-in template of that key then counts again
 */
public record PipelineVersion(int version, ObjectNode definition, boolean removed, Actor by, Instant at) {}
