package dev.slipway.health;

import dev.slipway.target.Deviation;
import dev.slipway.target.Revision;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What should run at a placement.
 *
 * @param proven the last revision that was proven there
 * @param begun when the last job that changed it began: instances that are older were there before
 * @param settled when that job ended: what was seen before that tells nothing
 * @param adopted what deviates and was said to be as it should be, with what was seen of it then
 */
public record Expectation(Revision proven, Instant begun, Instant settled, Map<String, String> adopted) {

    public Expectation {
        adopted = Map.copyOf(adopted);
    }

    /** Those deviations that nobody has adopted. */
    List<Deviation> open(List<Deviation> deviations) {
        return deviations.stream()
                .filter(one -> !one.seen().equals(adopted.get(one.what())))
                .map(one -> adopted.containsKey(one.what())
                        ? new Deviation(
                                one.what(), adopted.get(one.what()) + " (adopted)", one.seen(), one.by(), one.details())
                        : one)
                .toList();
    }
}
