package dev.slipway.job;

import dev.slipway.target.Outcome;
import dev.slipway.target.Verdict;
import java.util.Map;

/**
 * How a job ended.
 *
 * @param reason one sentence for people
 * @param services the last verdict on each service something was deployed of, with its proof
 */
public record JobVerdict(Outcome outcome, String reason, Map<String, Verdict> services) {

    public JobVerdict {
        services = Map.copyOf(services);
    }
}
