package dev.slipway.job;

/** A job of which something visible has changed. */
public record JobChange(long id, String project, long number, JobState state) {}
