package dev.slipway.notification.alert;

import dev.slipway.health.Drift;
import dev.slipway.health.Observations;
import dev.slipway.health.Observed;
import dev.slipway.notification.NotificationProperties;
import dev.slipway.notification.Severity;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** Placements at which something else has run than was proven, for long enough to be worth a message. */
@Component
class DriftRule implements AlertRule {

    private final Observations observations;
    private final NotificationProperties properties;

    DriftRule(Observations observations, NotificationProperties properties) {
        this.observations = observations;
        this.properties = properties;
    }

    @Override
    public String name() {
        return "drift";
    }

    @Override
    public List<Wrong> look(Instant now) {
        var all = observations.all().collectList().blockOptional().orElseThrow();
        return all.stream()
                .filter(observed -> drifts(observed, now.minus(properties.alertAfter())))
                .map(DriftRule::wrong)
                .toList();
    }

    private static boolean drifts(Observed observed, Instant latest) {
        var drift = observed.drift();
        return drift != null && !drift.since().isAfter(latest);
    }

    private static Wrong wrong(Observed observed) {
        var key = observed.placement();
        Drift drift = Objects.requireNonNull(observed.drift());
        return new Wrong(
                key.toString(),
                Severity.WARNING,
                new Place(key.project(), key.environment()),
                key.service() + " in " + key.environment() + " is not what was proven",
                drift.told(),
                Wrong.page(key));
    }
}
