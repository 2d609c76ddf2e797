package simulator.cloudwatch;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a metric is known by. */
public record Series(String namespace, String metric, SortedMap<String, String> dimensions) {

    public Series {
        dimensions = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(dimensions));
    }

    public static Series of(String namespace, String metric, Map<String, String> dimensions) {
        return new Series(namespace, metric, new TreeMap<>(dimensions));
    }

    /** One of the metrics ECS reports for a service: {@code CPUUtilization} or {@code MemoryUtilization}. */
    public static Series ofService(String metric, String cluster, String service) {
        return of("AWS/ECS", metric, Map.of("ClusterName", cluster, "ServiceName", service));
    }
}
