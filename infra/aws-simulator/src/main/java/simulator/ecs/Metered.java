package simulator.ecs;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import simulator.cloudwatch.Series;

/**
 * What ECS and the load balancer report of the services of one place: a load that goes up and down within the hour and a
 * little from minute to minute, always the same at the same time, shared by the tasks that serve. With one task fewer each
 * of the others has more to do and takes longer; what a sick task is asked fails.
 */
record Metered(Ecs ecs) {

    private static final int MINUTES = 60;
    private static final double IDLE_PERCENT = 6;

    /** {@code AWS/ECS}: percent of what a service's tasks have reserved. */
    OptionalDouble utilization(Series series, Instant minute) {
        return service(series)
                .map(service -> switch (series.metric()) {
                    case "CPUUtilization" -> cpu(service, minute);
                    case "MemoryUtilization" -> 34 + cpu(service, minute) / 5;
                    default -> Double.NaN;
                })
                .filter(value -> !value.isNaN())
                .map(OptionalDouble::of)
                .orElse(OptionalDouble.empty());
    }

    /** {@code AWS/ApplicationELB}, by target group and load balancer: only while requests flow. */
    OptionalDouble balancing(Series series, Instant minute) {
        var group = series.dimensions().getOrDefault("TargetGroup", "");
        if (!series.dimensions().containsKey("LoadBalancer")) {
            return OptionalDouble.empty();
        }
        return serving(group)
                .map(service -> switch (series.metric()) {
                    case "RequestCount" -> MINUTES * requests(service, minute);
                    case "TargetResponseTime" -> 0.02 + 0.00003 * Math.pow(cpu(service, minute), 2);
                    case "HTTPCode_Target_5XX_Count" -> MINUTES * requests(service, minute) * sick(service);
                    default -> 0.0;
                })
                .filter(value -> value > 0)
                .map(OptionalDouble::of)
                .orElse(OptionalDouble.empty());
    }

    private Optional<FargateService> service(Series series) {
        return ecs.find(series.dimensions().getOrDefault("ClusterName", ""))
                .flatMap(cluster -> cluster.service(series.dimensions().getOrDefault("ServiceName", "")))
                .filter(service -> service.activeTasks() > 0);
    }

    /** @param group the end of its ARN, as the metric's dimension has it */
    private Optional<FargateService> serving(String group) {
        return ecs.clusters().stream()
                .flatMap(cluster -> cluster.services().stream())
                .filter(service -> service.activeTasks() > 0)
                .filter(service -> service.shape().loadBalancers().stream()
                        .anyMatch(one -> one.targetGroupArn() != null
                                && one.targetGroupArn().endsWith(":" + group)))
                .findFirst();
    }

    private static double cpu(FargateService service, Instant minute) {
        return Math.min(100, IDLE_PERCENT + requests(service, minute) / service.activeTasks());
    }

    private static double sick(FargateService service) {
        return 1 - (double) service.wellTasks() / service.activeTasks();
    }

    /** A second. */
    private static double requests(FargateService service, Instant minute) {
        var seed = service.name().hashCode();
        var usual = 20 + Math.floorMod(seed, 41);
        var at = minute.getEpochSecond() / MINUTES;
        var hour = Math.sin(2 * Math.PI * Math.floorMod(at + seed, MINUTES) / MINUTES);
        var noise = new Random(seed * 31L + at).nextDouble() - 0.5;
        return usual * (1 + 0.4 * hour + 0.15 * noise);
    }
}
