package dev.slipway.notification.alert;

import dev.slipway.health.Observations;
import dev.slipway.health.Observed;
import dev.slipway.notification.Severity;
import dev.slipway.target.Health;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Placements that have been in a bad state for long enough to be worth a message. */
final class HealthTrouble implements AlertRule {

    private final Observations observations;
    private final String name;
    private final Health bad;
    private final Severity severity;
    private final Duration after;

    HealthTrouble(Observations observations, String name, Health bad, Severity severity, Duration after) {
        this.observations = observations;
        this.name = name;
        this.bad = bad;
        this.severity = severity;
        this.after = after;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<Wrong> look(Instant now) {
        var bads = observations
                .all()
                .filter(observed -> observed.health() == bad)
                .collectList()
                .blockOptional()
                .orElseThrow();
        return bads.stream()
                .filter(observed -> !since(observed, now).isAfter(now.minus(after)))
                .map(this::wrong)
                .toList();
    }

    /** When it became so; what was not noted when began now. */
    private static Instant since(Observed observed, Instant now) {
        return observed.since() == null ? now : observed.since();
    }

    private Wrong wrong(Observed observed) {
        var placement = observed.placement();
        var where = placement.service() + " in " + placement.environment();
        return new Wrong(
                placement.project() + "/" + placement.environment() + "/" + placement.service(),
                severity,
                new Place(placement.project(), placement.environment()),
                bad == Health.UNKNOWN ? "Cannot tell how " + where + " is" : where + " is unhealthy",
                observed.trouble().isEmpty() ? "For more than " + after.toMinutes() + " min." : observed.trouble(),
                Wrong.page(placement));
    }
}
