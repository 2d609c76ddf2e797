package dev.slipway.health;

import dev.slipway.catalog.Placement;
import dev.slipway.target.Targets;
import dev.slipway.target.TellsLoad;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** All that can be asked beside the targets: what modules bring, and the providers' own metrics. */
@Component
class Gauges {

    private final ObjectProvider<Gauge> brought;
    private final Targets targets;
    private final MeasureSettings settings;
    private @Nullable Map<String, Gauge> byName;

    Gauges(ObjectProvider<Gauge> brought, Targets targets, MeasureSettings settings) {
        this.brought = brought;
        this.targets = targets;
        this.settings = settings;
    }

    /** Gathered when first asked for: a gauge may itself want to know what was seen. */
    private synchronized Map<String, Gauge> byName() {
        var known = byName;
        if (known == null) {
            var all = new LinkedHashMap<String, Gauge>();
            brought.orderedStream().forEach(gauge -> all.put(gauge.name(), gauge));
            providers().forEach(gauge -> all.put(gauge.name(), gauge));
            byName = all;
            known = all;
        }
        return known;
    }

    private Stream<Gauge> providers() {
        return settings.asksProviders()
                ? targets.all().stream()
                        .filter(TellsLoad.class::isInstance)
                        .map(target -> new ProviderGauge(target.kind(), (TellsLoad) target, settings))
                : Stream.empty();
    }

    Optional<Gauge> find(String name) {
        return Optional.ofNullable(byName().get(name));
    }

    /** What somebody wrote into the definition comes before what a provider measures by itself. */
    List<String> names() {
        return List.copyOf(byName().keySet());
    }

    boolean measure(Placement placement) {
        return byName().values().stream().anyMatch(gauge -> gauge.measures(placement));
    }
}
