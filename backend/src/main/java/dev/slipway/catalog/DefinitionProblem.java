package dev.slipway.catalog;

/**
 * What is wrong in a definition.
 *
 * @param path keys and indexes joined by dots, such as {@code services.web.placements.dev}
 * @param rule what it must be
 * @param remedy what to do now
 */
public record DefinitionProblem(String path, String rule, String remedy) {}
