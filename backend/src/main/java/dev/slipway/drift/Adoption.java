package dev.slipway.drift;

import java.time.Instant;
import java.util.Map;

/**
 * That somebody said of what deviates that it is as it should be; until a job changes the placement.
 *
 * @param seen what was seen, by what deviates
 */
public record Adoption(Map<String, String> seen, String reason, String by, Instant at) {

    public Adoption {
        seen = Map.copyOf(seen);
    }
}
