package dev.slipway.target;

import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * Settings of a placement in its target's own words; the target validates them before they are stored.
 *
 * <p>One key is not the target's: {@code migrate} says how the placement's data is brought to a release. The
 * {@code migrate} step reads it, every target leaves it alone.
 */
public record TargetSettings(ObjectNode json) {

    private static final String MIGRATE = "migrate";

    /** What the target reads and validates: everything but {@code migrate}. */
    public ObjectNode own() {
        var own = json.deepCopy();
        own.remove(MIGRATE);
        return own;
    }

    /** How the placement's data is migrated, if it says so. */
    public Optional<ObjectNode> migrate() {
        return json.get(MIGRATE) instanceof ObjectNode node ? Optional.of(node) : Optional.empty();
    }
}
