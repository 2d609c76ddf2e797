package dev.slipway.measure;

import dev.slipway.catalog.Environment;
import dev.slipway.catalog.Metering;
import dev.slipway.catalog.Placement;
import dev.slipway.catalog.Service;
import dev.slipway.target.PlacementKey;
import dev.slipway.target.TargetKind;
import dev.slipway.target.TargetSettings;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Placements that say how to measure them. */
final class Placements {

    private Placements() {}

    static Placement of(String service, Metering metering) {
        return of(service, metering, "{}");
    }

    /** @param settings as JSON */
    static Placement of(String service, Metering metering, String settings) {
        return new Placement(
                new PlacementKey("shop", "prod", service),
                new TargetKind("process"),
                new TargetSettings(JsonMapper.shared().readValue(settings, ObjectNode.class)),
                Map.of(),
                new Environment("prod", "Production", java.util.List.of(), Environment.WhenLocked.QUEUE),
                new Service(service, service, Service.Type.WORKER, null, null, metering));
    }
}
