package dev.slipway.health;

import dev.slipway.engine.Rounds;
import dev.slipway.target.Health;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Gauges of every placement, read from the store now and then, so that each replica tells the same. */
@Component
class HealthMetrics extends Rounds {

    private static final Duration PERIOD = Duration.ofSeconds(5);

    private final Observations observations;
    private final MultiGauge healthy;
    private final MultiGauge unknown;
    private final MultiGauge desired;
    private final MultiGauge running;
    private final MultiGauge queue;

    HealthMetrics(Observations observations, MeterRegistry meters) {
        super(Duration.ZERO, PERIOD);
        this.observations = observations;
        this.healthy = gauge(meters, "slipway.placement.healthy", "1 when the placement is seen to be healthy, else 0");
        this.unknown = gauge(meters, "slipway.placement.unknown", "1 when the placement cannot be seen, else 0");
        this.desired = gauge(meters, "slipway.placement.instances.desired", "Instances that should run");
        this.running = gauge(meters, "slipway.placement.instances.running", "Instances that run");
        this.queue = gauge(meters, "slipway.placement.queue.depth", "What waits to be worked on; none while unknown");
    }

    @Override
    protected Mono<?> round() {
        return observations.all().collectList().doOnNext(this::show);
    }

    @Override
    protected String whenFailed() {
        return "The state of placements could not be read for the metrics";
    }

    private void show(List<Observed> all) {
        show(healthy, all, one -> one.health() == Health.HEALTHY ? 1 : 0);
        show(unknown, all, one -> one.health() == Health.UNKNOWN ? 1 : 0);
        show(desired, all, one -> one.seen() == null ? Double.NaN : one.seen().desired());
        show(running, all, one -> one.seen() == null ? Double.NaN : one.seen().running());
        show(queue, all.stream().filter(one -> one.load().queueDepth() != null).toList(), one -> {
            var depth = one.load().queueDepth();
            return depth == null ? Double.NaN : depth;
        });
    }

    private static void show(MultiGauge gauge, List<Observed> all, ToDoubleFunction<Observed> value) {
        gauge.register(
                all.stream()
                        .map(one -> MultiGauge.Row.of(tags(one), value.applyAsDouble(one)))
                        .toList(),
                true);
    }

    private static Tags tags(Observed one) {
        var key = one.placement();
        return Tags.of("project", key.project(), "environment", key.environment(), "service", key.service());
    }

    private static MultiGauge gauge(MeterRegistry meters, String name, String description) {
        return MultiGauge.builder(name).description(description).register(meters);
    }
}
