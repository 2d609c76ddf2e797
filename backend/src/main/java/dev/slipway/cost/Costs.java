package dev.slipway.cost;

import dev.slipway.catalog.Catalog;
import dev.slipway.catalog.Project;
import dev.slipway.cost.Sizes.Seen;
import dev.slipway.target.PlacementKey;
import dev.slipway.target.Size;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Estimates what placements cost. */
@Component
public class Costs {

    private static final int AT_A_TIME = 16;

    private final Catalog catalog;
    private final Sizes sizes;
    private final Pricing pricing;

    Costs(Catalog catalog, Sizes sizes, Pricing pricing) {
        this.catalog = catalog;
        this.sizes = sizes;
        this.pricing = pricing;
    }

    /**
     * The difference a deployment would make.
     *
     * @param more what it adds to a month; what it takes away is negative
     */
    public record Change(PriceTable prices, Estimate before, Estimate after, Optional<Amount> more) {}

    /** Empty if there is no such project. */
    public Mono<CostReport> report(String key) {
        return catalog.project(key)
                .flatMap(project -> catalog.placements(key)
                        .flatMapSequential(sizes::lately, AT_A_TIME)
                        .collectList()
                        .map(seen -> report(project, seen)));
    }

    /** What the next deployment changes of the size, asked now; empty if it changes nothing, or nobody can tell. */
    public Mono<Change> change(PlacementKey key) {
        return catalog.placement(key).flatMap(sizes::now).flatMap(seen -> Mono.justOrEmpty(change(seen)));
    }

    private Optional<Change> change(Seen seen) {
        return after(seen).map(after -> {
            var before = now(seen);
            return new Change(pricing.table(), before, after, more(before, after));
        });
    }

    private static Optional<Amount> more(Estimate before, Estimate after) {
        if (!(after instanceof Estimate.Known then)) {
            return Optional.empty();
        }
        return switch (before) {
            case Estimate.Known known -> Optional.of(then.month().minus(known.month()));
            case Estimate.Nothing _ -> Optional.of(then.month());
            case Estimate.NotKnown _ -> Optional.empty();
        };
    }

    private CostReport report(Project project, List<Seen> seen) {
        return new CostReport(
                project,
                pricing.table(),
                seen.stream()
                        .map(one -> new CostReport.Row(one.placement().key(), now(one), after(one)))
                        .toList(),
                balancers(project, seen),
                seen.stream()
                        .map(Seen::at)
                        .min(Comparator.<Instant>naturalOrder())
                        .orElse(null));
    }

    private Estimate now(Seen seen) {
        return seen.trouble() != null
                ? new Estimate.NotKnown(seen.trouble())
                : seen.now().<Estimate>map(pricing::of).orElseGet(Estimate.Nothing::new);
    }

    /** Only where something would change. */
    private Optional<Estimate> after(Seen seen) {
        return seen.after()
                .filter(size -> !Optional.of(size).equals(seen.now()))
                .map(pricing::of);
    }

    private List<CostReport.Balancing> balancers(Project project, List<Seen> seen) {
        record Use(String environment, Size size, Size.Balancer balancer, List<String> services) {}
        var used = new LinkedHashMap<String, Use>();
        for (var environment : project.environments()) {
            for (var one : seen) {
                var key = one.placement().key();
                if (key.environment().equals(environment.key()) && one.now().isPresent()) {
                    var size = one.now().get();
                    size.balancers()
                            .forEach(balancer -> used.computeIfAbsent(
                                            balancer.id(),
                                            _ -> new Use(key.environment(), size, balancer, new ArrayList<>()))
                                    .services()
                                    .add(key.service() + "/" + key.environment()));
                }
            }
        }
        return used.values().stream()
                .map(use -> new CostReport.Balancing(
                        use.environment(),
                        use.balancer(),
                        use.services(),
                        pricing.of(use.size().region(), use.balancer())))
                .toList();
    }
}
