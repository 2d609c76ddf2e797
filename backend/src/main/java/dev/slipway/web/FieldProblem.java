package dev.slipway.web;

/**
 * What is wrong with one input.
 *
 * @param field name or path of the input, as the sender wrote it
 * @param rule what it must be
 * @param remedy what to do now
 */
public record FieldProblem(String field, String rule, String remedy) {}
