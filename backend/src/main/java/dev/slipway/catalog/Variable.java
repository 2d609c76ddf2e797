package dev.slipway.catalog;

import dev.slipway.target.ConfigurationValue;
import java.util.List;

/**
 * A variable of a placement, with where its value comes from.
 *
 * @param value the nearest value, which counts
 * @param origin where it is set
 * @param overridden values set further away, nearest first
 */
public record Variable(String name, ConfigurationValue value, Origin origin, List<Layer> overridden) {

    public Variable {
        overridden = List.copyOf(overridden);
    }

    /** Where a variable can be set, from the nearest to the furthest. */
    public enum Origin {
        PLACEMENT,
        SERVICE,
        ENVIRONMENT,
        PROJECT
    }

    /** A value set at one place. */
    public record Layer(Origin origin, ConfigurationValue value) {}
}
