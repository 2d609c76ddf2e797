package dev.slipway.target;

/**
 * What is wrong with a target's settings.
 *
 * @param path where, as keys joined by dots, such as {@code health.path}; empty for the whole
 * @param rule what it must be
 * @param remedy what to do now
 */
public record SettingProblem(String path, String rule, String remedy) {}
