package dev.slipway.dashboard.grid;

import java.time.Instant;

/**
 * A view of the grid that a person keeps.
 *
 * @param query of the grid's address
 * @param first whether the grid begins with it
 * @param version from 1, one more with every change
 */
public record SavedView(long id, String name, String query, boolean first, int version, Instant savedAt) {}
