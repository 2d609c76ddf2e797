package dev.slipway.cost.web;

import dev.slipway.cost.CostReport;
import dev.slipway.cost.Estimate;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The page of costs: a row for each service, a column for each environment, what they share, and the sums.
 *
 * @param known whether anything at all can be told
 */
record CostView(
        List<Column> environments,
        List<Row> services,
        List<Balancer> balancers,
        List<Sum> sums,
        Sum whole,
        String currency,
        LocalDate pricesOf,
        String pricesFrom,
        @Nullable Instant seen,
        boolean known) {

    static final int HOURS = 730;

    /** An environment. */
    record Column(String key, String title) {}

    /**
     * A service.
     *
     * @param cells one for each environment
     */
    record Row(String key, String title, List<Cell> cells, Sum sum) {}

    /**
     * A service in an environment.
     *
     * @param kind of state: ok, unk or idle
     * @param amount in words where there is no number
     * @param detail of the size, or why it is not known
     * @param after what the next deployment would make of it; null if nothing
     */
    record Cell(
            String environment,
            String kind,
            String amount,
            String range,
            String detail,
            @Nullable String after) {}

    /** A load balancer. */
    record Balancer(String environment, String name, String kind, String services, String amount) {}

    /**
     * Several together.
     *
     * @param missing how many are not in it, in words; empty if none
     */
    record Sum(String amount, String range, String missing) {

        static Sum of(CostReport.Sum sum) {
            return new Sum(
                    Money.of(sum.month().usual()),
                    Money.range(sum.month()),
                    sum.unknown() == 0 ? "" : "and " + sum.unknown() + " not known");
        }
    }

    static CostView of(CostReport report) {
        var project = report.project();
        return new CostView(
                project.environments().stream()
                        .map(one -> new Column(one.key(), one.title()))
                        .toList(),
                project.services().stream()
                        .map(service -> new Row(
                                service.key(),
                                service.title(),
                                project.environments().stream()
                                        .map(environment -> cell(report, environment.key(), service.key()))
                                        .toList(),
                                Sum.of(report.ofService(service.key()))))
                        .toList(),
                report.balancers().stream().map(CostView::balancer).toList(),
                project.environments().stream()
                        .map(one -> Sum.of(report.ofEnvironment(one.key())))
                        .toList(),
                Sum.of(report.whole()),
                report.prices().currency(),
                report.prices().date(),
                report.prices().source(),
                report.seen(),
                report.rows().stream().anyMatch(row -> !(row.estimate() instanceof Estimate.NotKnown)));
    }

    private static Cell cell(CostReport report, String environment, String service) {
        var row = report.at(environment, service);
        if (row.isEmpty()) {
            return new Cell(environment, "idle", "—", "", "not placed here", null);
        }
        var after = row.get().after().map(CostView::after).orElse(null);
        return switch (row.get().estimate()) {
            case Estimate.Known known ->
                new Cell(
                        environment,
                        "ok",
                        Money.of(known.month().usual()),
                        Money.range(known.month()),
                        Money.size(known.size()),
                        after);
            case Estimate.NotKnown unknown -> new Cell(environment, "unk", "not known", "", unknown.why(), after);
            case Estimate.Nothing _ -> new Cell(environment, "idle", "0.00", "", "nothing runs there", after);
        };
    }

    private static String after(Estimate estimate) {
        return switch (estimate) {
            case Estimate.Known known ->
                "next deployment: " + Money.of(known.month().usual()) + ", " + Money.size(known.size());
            case Estimate.NotKnown unknown -> "next deployment: not known. " + unknown.why();
            case Estimate.Nothing _ -> "next deployment: nothing";
        };
    }

    private static Balancer balancer(CostReport.Balancing one) {
        return new Balancer(
                one.environment(),
                one.balancer().name(),
                one.balancer().kind(),
                String.join(", ", one.services()),
                one.month().map(month -> Money.of(month.usual())).orElse("not known"));
    }
}
