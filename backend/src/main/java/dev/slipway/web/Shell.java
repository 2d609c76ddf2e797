package dev.slipway.web;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the layout shows around a page; templates know it as {@code shell}.
 *
 * @param theme light or dark when the person chose one; null follows the system
 * @param project the one the page belongs to, else the one looked at last
 * @param version of the style sheet and scripts, part of their addresses
 * @param servedAt the portal's clock, by which the browser corrects its own
 */
record Shell(
        @Nullable String theme,
        @Nullable ProjectLink project,
        List<ProjectLink> projects,
        String version,
        Instant servedAt) {}
