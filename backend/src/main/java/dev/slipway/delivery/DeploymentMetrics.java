package dev.slipway.delivery;

import dev.slipway.delivery.DeploymentTotals.Total;
import dev.slipway.engine.Rounds;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** The totals of deployments as counters, read from the database now and then. At most 10,000 of them are told apart. */
@Component
class DeploymentMetrics extends Rounds {

    static final int MOST = 10_000;
    private static final String OTHER = "other";
    private static final Duration PERIOD = Duration.ofSeconds(10);

    private final DeploymentTotals totals;
    private final MeterRegistry meters;
    private final Map<Tags, Shown> shown = new HashMap<>();

    DeploymentMetrics(DeploymentTotals totals, MeterRegistry meters) {
        super(Duration.ZERO, PERIOD);
        this.totals = totals;
        this.meters = meters;
    }

    /** A total with the meters that tell it; they hold it weakly. */
    private record Shown(AtomicReference<Total> total, List<Meter> meters) {}

    @Override
    protected Mono<?> round() {
        return totals.count().then(totals.all().collectList()).doOnNext(all -> show(bounded(all, MOST)));
    }

    @Override
    protected String whenFailed() {
        return "Deployments could not be counted for the metrics";
    }

    /** The first ones as they are, the rest by outcome alone, so that nothing is lost and no list grows without end. */
    static List<Total> bounded(List<Total> all, int most) {
        var bounded = new ArrayList<>(all.subList(0, Math.min(most, all.size())));
        var rest = new HashMap<String, Total>();
        all.stream()
                .skip(most)
                .map(one -> new Total(
                        OTHER, OTHER, OTHER, one.outcome(), one.deployments(), one.took(), one.leads(), one.lead()))
                .forEach(one -> rest.merge(one.outcome(), one, Total::plus));
        bounded.addAll(rest.values());
        return bounded;
    }

    /** One reader at a time. */
    void show(List<Total> all) {
        var now = new HashMap<Tags, Total>();
        all.forEach(one -> now.put(tags(one), one));
        shown.entrySet().removeIf(old -> {
            var gone = !now.containsKey(old.getKey());
            if (gone) {
                old.getValue().meters().forEach(meters::remove);
            }
            return gone;
        });
        now.forEach((tags, total) ->
                shown.computeIfAbsent(tags, _ -> begin(tags, total)).total().set(total));
    }

    private Shown begin(Tags tags, Total first) {
        var total = new AtomicReference<>(first);
        var made = new ArrayList<Meter>();
        made.add(FunctionCounter.builder(
                        "slipway.deployments", total, it -> it.get().deployments())
                .description("Deployments that ended, since the portal was installed")
                .tags(tags)
                .register(meters));
        made.add(FunctionTimer.builder(
                        "slipway.deployment.duration",
                        total,
                        it -> it.get().deployments(),
                        it -> it.get().took().toMillis(),
                        TimeUnit.MILLISECONDS)
                .description("From the begin of a deployment at its target to the end of its job")
                .tags(tags)
                .register(meters));
        if (first.outcome().equals("SUCCEEDED")) {
            made.add(FunctionTimer.builder(
                            "slipway.deployment.lead.time",
                            total,
                            it -> it.get().leads(),
                            it -> it.get().lead().toMillis(),
                            TimeUnit.MILLISECONDS)
                    .description("From the registration of a release until it was proven there for the first time")
                    .tags(tags)
                    .register(meters));
        }
        return new Shown(total, made);
    }

    private static Tags tags(Total one) {
        return Tags.of(
                "project", one.project(),
                "environment", one.environment(),
                "service", one.service(),
                "outcome", one.outcome().toLowerCase(java.util.Locale.ROOT));
    }
}
