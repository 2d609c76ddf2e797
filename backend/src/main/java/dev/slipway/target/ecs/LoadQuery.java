package dev.slipway.target.ecs;

import dev.slipway.target.PlacementKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.ecs.model.Service;

/**
 * One metric of a service.
 *
 * <p>Names and dimensions are those of "Amazon ECS CloudWatch metrics" (percent of what the tasks reserve) and
 * "CloudWatch metrics for your Application Load Balancer", which has figures only while requests flow.
 */
record LoadQuery(PlacementKey placement, Kind kind, String namespace, Map<String, String> dimensions) {

    /** Those figures are there for each minute. */
    private static final Duration PERIOD = Duration.ofMinutes(1);

    /** What is asked for, as AWS calls it. */
    enum Kind {
        CPU("CPUUtilization", "Average"),
        MEMORY("MemoryUtilization", "Average"),
        REQUESTS("RequestCount", "Sum"),
        ERRORS("HTTPCode_Target_5XX_Count", "Sum"),
        LATENCY("TargetResponseTime", "Average");

        private final String metric;
        private final String statistic;

        Kind(String metric, String statistic) {
            this.metric = metric;
            this.statistic = statistic;
        }
    }

    /**
     * All that is known of a service by CloudWatch.
     *
     * @param balancers of its target groups, by their ARNs; those of other sorts than application are left out
     */
    static List<LoadQuery> of(PlacementKey placement, String cluster, Service service, Map<String, String> balancers) {
        var all = new ArrayList<LoadQuery>();
        var own = Map.of("ClusterName", cluster, "ServiceName", service.serviceName());
        all.add(new LoadQuery(placement, Kind.CPU, "AWS/ECS", own));
        all.add(new LoadQuery(placement, Kind.MEMORY, "AWS/ECS", own));
        for (var group : Running.groups(service)) {
            var balancer = balancers.getOrDefault(group, "");
            var at = balancer.indexOf(":loadbalancer/app/");
            if (at >= 0) {
                var dimensions = Map.of(
                        "TargetGroup",
                        group.substring(group.lastIndexOf(':') + 1),
                        "LoadBalancer",
                        balancer.substring(at + ":loadbalancer/".length()));
                for (var kind : List.of(Kind.REQUESTS, Kind.ERRORS, Kind.LATENCY)) {
                    all.add(new LoadQuery(placement, kind, "AWS/ApplicationELB", dimensions));
                }
            }
        }
        return all;
    }

    /** @param id by which its answer is known within a call */
    MetricDataQuery asked(String id) {
        return MetricDataQuery.builder()
                .id(id)
                .metricStat(stat -> stat.stat(kind.statistic)
                        .period((int) PERIOD.toSeconds())
                        .metric(metric -> metric.namespace(namespace)
                                .metricName(kind.metric)
                                .dimensions(dimensions.entrySet().stream()
                                        .map(one -> Dimension.builder()
                                                .name(one.getKey())
                                                .value(one.getValue())
                                                .build())
                                        .toList())))
                .build();
    }
}
