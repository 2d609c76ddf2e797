package dev.slipway.target;

/** A service in an environment of a project, by their keys. */
public record PlacementKey(String project, String environment, String service) {

    /** The opposite of {@link #toString}. */
    public static PlacementKey parse(String text) {
        var keys = text.split("/", -1);
        if (keys.length != 3) {
            throw new IllegalArgumentException("'" + text + "' is not project/environment/service");
        }
        return new PlacementKey(keys[0], keys[1], keys[2]);
    }

    @Override
    public String toString() {
        return project + "/" + environment + "/" + service;
    }
}
