package dev.slipway.cost;

import dev.slipway.catalog.Project;
import dev.slipway.target.PlacementKey;
import dev.slipway.target.Size;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a project costs in a month of 730 hours.
 *
 * @param balancers each once, in the first environment that uses it
 * @param seen when the oldest of the sizes was looked at; null if there are no placements
 */
public record CostReport(
        Project project,
        PriceTable prices,
        List<Row> rows,
        List<Balancing> balancers,
        @Nullable Instant seen) {

    public CostReport {
        rows = List.copyOf(rows);
        balancers = List.copyOf(balancers);
    }

    /**
     * One placement.
     *
     * @param after what it would cost after the next deployment, where that differs
     */
    public record Row(PlacementKey key, Estimate estimate, Optional<Estimate> after) {}

    /**
     * One load balancer.
     *
     * @param services that it leads to in this project, as service/environment
     * @param month empty if its price is not known
     */
    public record Balancing(
            String environment, Size.Balancer balancer, List<String> services, Optional<Amount> month) {}

    /**
     * Several together.
     *
     * @param unknown how many are missing from it because nobody can tell
     */
    public record Sum(Amount month, long unknown) {}

    public Optional<Row> at(String environment, String service) {
        return rows.stream()
                .filter(row -> row.key().environment().equals(environment)
                        && row.key().service().equals(service))
                .findFirst();
    }

    /** Of a service in all environments, without load balancers. */
    public Sum ofService(String service) {
        return sum(row -> row.key().service().equals(service), _ -> false);
    }

    /** Of all services in an environment and the load balancers counted there. */
    public Sum ofEnvironment(String environment) {
        return sum(
                row -> row.key().environment().equals(environment),
                one -> one.environment().equals(environment));
    }

    public Sum whole() {
        return sum(_ -> true, _ -> true);
    }

    private Sum sum(Predicate<Row> which, Predicate<Balancing> before) {
        var month = Amount.ZERO;
        var unknown = 0L;
        for (var row : rows.stream().filter(which).toList()) {
            switch (row.estimate()) {
                case Estimate.Known known -> month = month.plus(known.month());
                case Estimate.NotKnown _ -> unknown++;
                case Estimate.Nothing _ -> {
                    // costs nothing
                }
            }
        }
        for (var balancing : balancers.stream().filter(before).toList()) {
            if (balancing.month().isPresent()) {
                month = month.plus(balancing.month().get());
            } else {
                unknown++;
            }
        }
        return new Sum(month, unknown);
    }
}
