package dev.slipway.measure;

import dev.slipway.catalog.Metering;
import dev.slipway.catalog.Metering.Metric;
import dev.slipway.catalog.Metering.Source;
import dev.slipway.catalog.Placement;
import dev.slipway.health.Gauge;
import dev.slipway.health.MeasureSettings;
import dev.slipway.target.Load;
import dev.slipway.target.Measured;
import dev.slipway.target.PlacementKey;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** What services' definitions ask of Prometheus: the servers at the same time, each with all placements together. */
@Component
@Order(1)
class PrometheusGauge implements Gauge {

    private static final double MILLIS = 1_000;

    private final PrometheusServer prometheus;
    private final Metering.@Nullable Prometheus portals;
    private final MeasureSettings settings;
    private final Clock clock;

    PrometheusGauge(PrometheusServer prometheus, PrometheusProperties portals, MeasureSettings settings, Clock clock) {
        this.prometheus = prometheus;
        this.portals = portals.server();
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "Prometheus";
    }

    @Override
    public boolean measures(Placement placement) {
        return !queries(placement).isEmpty();
    }

    @Override
    public Duration period() {
        return settings.period();
    }

    @Override
    public Duration closePeriod() {
        return settings.period();
    }

    /** By what they tell; the name is said in front of what is wrong with one. */
    private static Map<String, String> queries(Placement placement) {
        var metering = placement.service().metering();
        var queries = new HashMap<String, String>();
        metering.queries()
                .forEach((metric, query) ->
                        queries.put(metric.name().toLowerCase(Locale.ROOT), Metering.filled(query, placement.key())));
        if (metering.queue() != null && metering.queue().source() instanceof Source.Promql promql) {
            queries.put("queue", Metering.filled(promql.query(), placement.key()));
        }
        return queries;
    }

    @Override
    public Map<PlacementKey, Measured> measure(List<Placement> placements) {
        var all = new HashMap<PlacementKey, Measured>();
        var byServer = new HashMap<Metering.Prometheus, List<Placement>>();
        for (var placement : placements) {
            server(placement)
                    .ifPresentOrElse(
                            server -> byServer.computeIfAbsent(server, _ -> new ArrayList<>())
                                    .add(placement),
                            () -> all.put(
                                    placement.key(),
                                    Measured.untold(
                                            clock.instant(),
                                            "Nobody says where Prometheus is: neither the definition (prometheus) nor"
                                                    + " SLIPWAY_PROMETHEUS_ADDRESS")));
        }
        Together.all(byServer.entrySet(), one -> measure(one.getKey(), one.getValue()))
                .forEach(all::putAll);
        return all;
    }

    private Optional<Metering.Prometheus> server(Placement placement) {
        var own = placement.service().metering().server();
        return Optional.ofNullable(own == null ? portals : own);
    }

    private Map<PlacementKey, Measured> measure(Metering.Prometheus server, List<Placement> placements) {
        var asked = placements.stream()
                .flatMap(placement -> queries(placement).values().stream())
                .toList();
        var answers = prometheus.ask(server, asked);
        return placements.stream()
                .collect(Collectors.toMap(Placement::key, placement -> measured(queries(placement), answers)));
    }

    private Measured measured(Map<String, String> queries, Map<String, Answer> answers) {
        var told = new EnumMap<Metric, Double>(Metric.class);
        @Nullable Double queue = null;
        var troubles = new ArrayList<String>();
        for (var query : new TreeMap<>(queries).entrySet()) {
            switch (answers.getOrDefault(query.getValue(), new Answer.Untold("it was not asked"))) {
                case Answer.Told one when query.getKey().equals("queue") -> queue = one.value();
                case Answer.Told one -> told.put(Metric.valueOf(query.getKey().toUpperCase(Locale.ROOT)), one.value());
                case Answer.Nothing _ -> {}
                case Answer.Untold none -> troubles.add(query.getKey() + ": " + none.why());
                case Answer.Unreachable none when troubles.contains(none.why()) -> {}
                case Answer.Unreachable none -> troubles.add(none.why());
            }
        }
        return new Measured(clock.instant(), load(told::get, queue), String.join("; ", troubles));
    }

    private static Load load(Function<Metric, @Nullable Double> told, @Nullable Double queue) {
        var latency = told.apply(Metric.LATENCY);
        return new Load(
                latency == null ? null : latency * MILLIS,
                told.apply(Metric.CPU),
                told.apply(Metric.MEMORY),
                told.apply(Metric.REQUESTS),
                told.apply(Metric.ERRORS),
                queue);
    }
}
