package dev.slipway.delivery;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Which runs of a pipeline are asked for: those behind one of its figures.
 *
 * @param step of which the runs are meant; null for whole jobs
 * @param on a day of the day or week that is meant, in UTC; null for the whole window
 */
public record RunsAsked(
        String pipeline, @Nullable String step, @Nullable LocalDate on) {}
