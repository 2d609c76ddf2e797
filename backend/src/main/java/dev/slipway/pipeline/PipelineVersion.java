package dev.slipway.pipeline;

import dev.slipway.audit.Actor;
import java.time.Instant;

/**
 * A pipeline as it was once written.
 *
 * @param definition the definition in canonical YAML, for people and for comparing
 * @param removed whether this version took the pipeline away; a built-in template of that key then counts again
 */
public record PipelineVersion(int version, String definition, boolean removed, Actor by, Instant at) {}
