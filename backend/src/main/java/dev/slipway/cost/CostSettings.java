package dev.slipway.cost;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * By which prices costs are estimated.
 *
 * @param prices a file in place of the table that comes with Slipway; null or empty: that table
 */
@ConfigurationProperties("slipway.cost")
record CostSettings(@Nullable Path prices) {}
