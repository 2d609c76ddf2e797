package dev.slipway.check;

import dev.slipway.catalog.Checks;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * The moment for which an environment is checked: the last one that is due. Every portal comes to the same, so that its
 * job's idempotency key makes it once.
 */
record Slot(Instant at) {

    /** Empty if the environment has no schedule. */
    static Optional<Slot> due(Checks checks, Instant now) {
        if (checks.every() != null) {
            var seconds = checks.every().toSeconds();
            return Optional.of(new Slot(Instant.ofEpochSecond(Math.floorDiv(now.getEpochSecond(), seconds) * seconds)));
        }
        if (checks.at() != null) {
            var today = now.atOffset(ZoneOffset.UTC)
                    .toLocalDate()
                    .atTime(checks.at())
                    .toInstant(ZoneOffset.UTC);
            return Optional.of(new Slot(today.isAfter(now) ? today.minus(Duration.ofDays(1)) : today));
        }
        return Optional.empty();
    }

    String key(String environment) {
        return "checks/" + environment + "/" + at.getEpochSecond();
    }
}
