package dev.slipway.health;

import dev.slipway.target.PlacementKey;

/** Placements as ids of work and payloads of signals. */
final class Keys {

    private Keys() {}

    static String text(PlacementKey key) {
        return key.toString();
    }

    static PlacementKey parse(String text) {
        var parts = text.split("/");
        if (parts.length != 3) {
            throw new IllegalArgumentException("A placement is project/environment/service, not '" + text + "'");
        }
        return new PlacementKey(parts[0], parts[1], parts[2]);
    }
}
