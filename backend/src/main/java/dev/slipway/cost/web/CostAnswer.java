package dev.slipway.cost.web;

import dev.slipway.cost.Amount;
import dev.slipway.cost.CostReport;
import dev.slipway.cost.Estimate;
import dev.slipway.target.Size;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The cost estimate as the API tells it.
 *
 * @param hours of the month that amounts are for
 * @param seen when the oldest of the sizes was looked at
 */
record CostAnswer(
        @Schema(example = "shop") String project,
        @Schema(example = "USD") String currency,
        LocalDate pricesOf,
        String pricesFrom,
        @Schema(example = "730") int hours,
        @Nullable Instant seen,
        List<Placed> placements,
        List<Balancer> loadBalancers,
        List<Part> environments,
        Part whole) {

    /** How far something can be told. */
    enum State {
        KNOWN,
        NOT_KNOWN,
        NOTHING
    }

    /**
     * An estimate.
     *
     * @param why it is not known
     * @param size that it was computed from
     */
    record Cost(
            State state,
            @Nullable Amount month,
            @Nullable String why,
            @Nullable Size size) {

        static Cost of(Estimate estimate) {
            return switch (estimate) {
                case Estimate.Known known -> new Cost(State.KNOWN, known.month(), null, known.size());
                case Estimate.NotKnown unknown -> new Cost(State.NOT_KNOWN, null, unknown.why(), null);
                case Estimate.Nothing _ -> new Cost(State.NOTHING, Amount.ZERO, null, null);
            };
        }
    }

    /**
     * One service in one environment.
     *
     * @param afterNextDeployment null if that would change nothing
     */
    record Placed(
            @Schema(example = "prod") String environment,
            @Schema(example = "web") String service,
            Cost now,
            @Nullable Cost afterNextDeployment) {}

    /** @param month null if its price is not known */
    record Balancer(
            String environment,
            String name,
            String kind,
            List<String> services,
            @Nullable Amount month) {}

    /**
     * A sum.
     *
     * @param notKnown how many costs are missing from it
     */
    record Part(@Nullable String environment, Amount month, long notKnown) {

        static Part of(@Nullable String environment, CostReport.Sum sum) {
            return new Part(environment, sum.month(), sum.unknown());
        }
    }

    static CostAnswer of(CostReport report) {
        return new CostAnswer(
                report.project().key(),
                report.prices().currency(),
                report.prices().date(),
                report.prices().source(),
                CostView.HOURS,
                report.seen(),
                report.rows().stream().map(CostAnswer::placed).toList(),
                report.balancers().stream().map(CostAnswer::balancer).toList(),
                report.project().environments().stream()
                        .map(one -> Part.of(one.key(), report.ofEnvironment(one.key())))
                        .toList(),
                Part.of(null, report.whole()));
    }

    private static Placed placed(CostReport.Row row) {
        return new Placed(
                row.key().environment(),
                row.key().service(),
                Cost.of(row.estimate()),
                row.after().map(Cost::of).orElse(null));
    }

    private static Balancer balancer(CostReport.Balancing one) {
        return new Balancer(
                one.environment(),
                one.balancer().name(),
                one.balancer().kind(),
                one.services(),
                one.month().orElse(null));
    }
}
