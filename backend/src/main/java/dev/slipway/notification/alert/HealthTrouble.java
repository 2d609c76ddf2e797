package dev.slipway.notification.alert;

import dev.slipway.health.HealthChange;
import dev.slipway.health.Observations;
import dev.slipway.health.Observed;
import dev.slipway.notification.Severity;
import dev.slipway.target.Health;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

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

    /** When it was last seen to change; one that cannot be seen has not been since its last look. */
    private Instant since(Observed observed, Instant now) {
        var seen = observed.seen();
        if (bad == Health.UNKNOWN) {
            return seen == null ? now : now.minus(observed.age());
        }
        return observations
                .history(observed.placement(), 1)
                .collectList()
                .blockOptional()
                .flatMap(
                        changes -> changes.isEmpty() ? Optional.<HealthChange>empty() : Optional.of(changes.getFirst()))
                .filter(change -> change.health() == bad)
                .map(HealthChange::at)
                .orElse(now);
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
                "/projects/" + placement.project());
    }
}
