package dev.slipway.cost.web;

import dev.slipway.cost.Costs;
import dev.slipway.cost.Estimate;
import org.jspecify.annotations.Nullable;

/**
 * What a deployment changes of size and cost.
 *
 * @param before null where nothing is yet, or nobody can tell
 * @param more what it adds to a month, signed; null if it cannot be told
 * @param note why it cannot be told, or between which numbers auto-scaling keeps it
 */
record CostChange(
        @Nullable String before,
        @Nullable String after,
        @Nullable String more,
        boolean less,
        String note) {

    static CostChange of(Costs.Change change) {
        var more = change.more().orElse(null);
        return new CostChange(
                size(change.before()),
                size(change.after()),
                more == null ? null : change.prices().currency() + " " + Money.signed(more.usual()),
                more != null && more.usual().signum() < 0,
                note(change));
    }

    private static @Nullable String size(Estimate estimate) {
        return estimate instanceof Estimate.Known known ? Money.size(known.size()) : null;
    }

    private static String note(Costs.Change change) {
        if (change.after() instanceof Estimate.NotKnown unknown) {
            return unknown.why();
        }
        if (change.before() instanceof Estimate.NotKnown unknown) {
            return unknown.why();
        }
        return change.more()
                .filter(amount -> amount.ranges())
                .map(amount -> Money.signed(amount.least()) + " to " + Money.signed(amount.most()) + " as it scales")
                .orElse("");
    }
}
