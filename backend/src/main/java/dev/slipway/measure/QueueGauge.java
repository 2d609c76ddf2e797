package dev.slipway.measure;

import dev.slipway.catalog.Metering;
import dev.slipway.catalog.Metering.Source;
import dev.slipway.catalog.Placement;
import dev.slipway.health.Gauge;
import dev.slipway.health.MeasureSettings;
import dev.slipway.target.Load;
import dev.slipway.target.Measured;
import dev.slipway.target.PlacementKey;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** How much waits in the queues of services that say how to ask; those by PromQL are Prometheus' to tell. */
@Component
@Order(0)
class QueueGauge implements Gauge {

    private final HttpQueue http;
    private final SqsQueue sqs;
    private final MeasureSettings settings;
    private final Clock clock;

    QueueGauge(HttpQueue http, SqsQueue sqs, MeasureSettings settings, Clock clock) {
        this.http = http;
        this.sqs = sqs;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "Queue";
    }

    @Override
    public boolean measures(Placement placement) {
        return source(placement).filter(one -> !(one instanceof Source.Promql)).isPresent();
    }

    private static Optional<Source> source(Placement placement) {
        return Optional.ofNullable(placement.service().metering().queue()).map(Metering.Queue::source);
    }

    @Override
    public Duration period() {
        return settings.period();
    }

    @Override
    public Duration closePeriod() {
        return settings.period();
    }

    @Override
    public Map<PlacementKey, Measured> measure(List<Placement> placements) {
        return Together.all(placements, placement -> Map.entry(placement.key(), measured(placement))).stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private Measured measured(Placement placement) {
        var answer = source(placement).map(source -> ask(placement, source)).orElseThrow();
        return switch (answer) {
            case Answer.Told told -> new Measured(clock.instant(), Load.ofQueue(told.value()), "");
            case Answer.Nothing _ -> new Measured(clock.instant(), Load.NONE, "");
            case Answer.Untold none -> Measured.untold(clock.instant(), none.why());
            case Answer.Unreachable none -> Measured.untold(clock.instant(), none.why());
        };
    }

    private Answer ask(Placement placement, Source source) {
        return switch (source) {
            case Source.Http one -> http.ask(placement, one);
            case Source.Sqs one -> sqs.ask(placement, one);
            case Source.Promql _ -> new Answer.Untold("Prometheus tells it");
        };
    }
}
