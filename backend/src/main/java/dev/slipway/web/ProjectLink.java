package dev.slipway.web;

/** A project as the page shell shows it. */
public record ProjectLink(String key, String title) {}
