package dev.slipway.target;

/** A service in an environment of a project, by their keys. */
public record PlacementKey(String project, String environment, String service) {

    @Override
    public String toString() {
        return project + "/" + environment + "/" + service;
    }
}
