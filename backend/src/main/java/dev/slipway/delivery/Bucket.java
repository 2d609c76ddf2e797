package dev.slipway.delivery;

import java.time.LocalDate;

/**
 * The deployments that ended in a day or week.
 *
 * @param from the first day, in UTC
 * @param failed that failed or were rolled back by their own job
 */
public record Bucket(LocalDate from, long proven, long failed, long unknown) {}
