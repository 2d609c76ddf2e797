package dev.slipway.freeze;

import java.time.Instant;

/**
 * Everything is held.
 *
 * @param pauses whether running jobs are held too, before their next step that changes something
 */
public record Stop(boolean pauses, String reason, String by, Instant since) {}
