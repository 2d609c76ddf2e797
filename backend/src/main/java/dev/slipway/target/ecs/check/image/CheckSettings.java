package dev.slipway.target.ecs.check.image;

import dev.slipway.artifact.registry.ScansImages;
import dev.slipway.target.ecs.check.Facts;

/**
 * What the placement says about checks of images.
 *
 * @param scan findings as grave as this or graver count
 * @param budget compressed bytes an image may have
 */
record CheckSettings(ScansImages.Severity scan, long budget) {

    private static final long MEBIBYTE = 1 << 20;

    static CheckSettings of(Facts facts) {
        var checks = facts.settings().checks();
        return new CheckSettings(checks.scan(), checks.imageMegabytes() * MEBIBYTE);
    }
}
