package simulator.cloudwatch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import simulator.Fault;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataResult;

/** One query of {@code GetMetricData}: a statistic per period, newest first. Metric maths is refused. */
record Statistic(Watch watch, MetricDataQuery query) {

    MetricDataResult between(Instant from, Instant to) {
        var wanted = query.metricStat();
        if (wanted == null) {
            throw new Fault("ValidationError", "The simulator evaluates no metric expressions");
        }
        var metric = wanted.metric();
        var series = Series.of(metric.namespace(), metric.metricName(), CloudWatchApi.dimensions(metric.dimensions()));
        var periods = periods(watch.points(series, from, to), wanted.period());
        return MetricDataResult.builder()
                .id(query.id())
                .label(query.label() == null ? metric.metricName() : query.label())
                .timestamps(periods.keySet())
                .values(periods.values().stream()
                        .map(values -> value(wanted.stat(), values))
                        .toList())
                .statusCode("Complete")
                .build();
    }

    private static NavigableMap<Instant, List<Double>> periods(NavigableMap<Instant, Double> points, int seconds) {
        var periods = new TreeMap<Instant, List<Double>>(Collections.reverseOrder());
        points.forEach((at, value) -> periods.computeIfAbsent(
                        Instant.ofEpochSecond(at.getEpochSecond() / seconds * seconds), _ -> new ArrayList<>())
                .add(value));
        return periods;
    }

    private static double value(String statistic, Collection<Double> values) {
        var numbers = values.stream().mapToDouble(Double::doubleValue).summaryStatistics();
        return switch (statistic) {
            case "Average" -> numbers.getAverage();
            case "Sum" -> numbers.getSum();
            case "Minimum" -> numbers.getMin();
            case "Maximum" -> numbers.getMax();
            case "SampleCount" -> numbers.getCount();
            default -> throw new Fault("ValidationError", "The simulator has no statistic " + statistic);
        };
    }
}
