package dev.slipway.catalog;

import dev.slipway.target.ConfigurationValue;
import dev.slipway.target.PlacementKey;
import dev.slipway.target.TargetKind;
import dev.slipway.target.TargetSettings;
import java.util.Map;

/**
 * A service in an environment.
 *
 * @param configuration variables by name, the nearest value chosen
 */
public record Placement(
        PlacementKey key,
        TargetKind target,
        TargetSettings settings,
        Map<String, ConfigurationValue> configuration,
        Environment environment,
        Service service) {

    public Placement {
        configuration = Map.copyOf(configuration);
    }
}
