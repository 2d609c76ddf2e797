package dev.slipway.catalog.definition;

import dev.slipway.catalog.Service;
import dev.slipway.target.Nearest;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/** Checks services and their placements. */
final class ServiceCheck {

    private static final Set<String> KEYS =
            Set.of("title", "type", "owner", "repository", "variables", "placements", "metrics", "queue");
    private static final Set<String> PLACEMENT_KEYS = Set.of("target", "settings", "variables");

    private final VariableCheck variables;
    private final SettingsCheck settings;
    private final MeteringCheck metering;

    ServiceCheck(VariableCheck variables, SettingsCheck settings, MeteringCheck metering) {
        this.variables = variables;
        this.settings = settings;
        this.metering = metering;
    }

    void check(Cursor services, Cursor environments) {
        services.entries().forEach(service -> {
            service.name("A service's key");
            if (service.isMapping()) {
                service.onlyKeys(KEYS);
                service.at("title").text();
                type(service.at("type"));
                service.at("owner").text();
                service.at("repository").text();
                metering.metrics(service.at("metrics"));
                metering.queue(service.at("queue"));
                variables.check(service.at("variables"));
                service.at("placements").entries().forEach(placement -> placement(placement, environments));
            }
        });
    }

    private static void type(Cursor type) {
        var known = Arrays.stream(Service.Type.values())
                .map(t -> t.name().toLowerCase(Locale.ROOT))
                .toList();
        type.text()
                .filter(text -> !known.contains(text))
                .ifPresent(text -> type.problem(
                        "A service must be web, worker or scheduled, not '%s'".formatted(text),
                        Nearest.remedy(text, known)));
    }

    private void placement(Cursor placement, Cursor environments) {
        if (!environments.node().has(placement.name())) {
            EnvironmentCheck.dangling(placement, placement.name(), environments);
        }
        if (!placement.isThere()) {
            placement.problem("A placement must say on which target it runs", "Write target: and settings: below it");
        }
        if (placement.isMapping()) {
            placement.onlyKeys(PLACEMENT_KEYS);
            settings.check(placement);
            variables.check(placement.at("variables"));
        }
    }
}
