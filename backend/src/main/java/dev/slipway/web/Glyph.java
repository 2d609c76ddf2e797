package dev.slipway.web;

/**
 * A state as people see it: a shape and a word.
 *
 * @param kind class of the shape: ok, warn, bad, unk, run, wait, ask, idle or skip
 */
public record Glyph(String kind, String word) {}
