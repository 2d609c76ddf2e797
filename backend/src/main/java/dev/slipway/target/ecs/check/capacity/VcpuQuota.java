package dev.slipway.target.ecs.check.capacity;

import dev.slipway.aws.Aws;
import dev.slipway.target.ecs.check.Answer;
import dev.slipway.target.ecs.check.EcsCheck;
import dev.slipway.target.ecs.check.Facts;
import dev.slipway.target.ecs.check.Rule;
import dev.slipway.target.ecs.check.Untold;
import java.time.Duration;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.Metric;
import software.amazon.awssdk.services.ecs.model.Compatibility;
import software.amazon.awssdk.services.servicequotas.model.ServiceQuota;

/** Whether the quota of Fargate has room for the surge, by what is in use now. */
@Component
final class VcpuQuota implements EcsCheck {

    private static final Rule RULE = new Rule(
            Rule.Topic.CAPACITY,
            "quota",
            "The surge fits into the Fargate quota",
            Rule.Severity.BLOCK,
            "Ask for more in Service Quotas (Fargate On-Demand vCPU), or lower maximumPercent.");

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public Answer ask(Facts facts) throws Exception {
        var cpu = facts.base().cpu();
        if (cpu == null || !facts.base().requiresCompatibilities().contains(Compatibility.FARGATE)) {
            return Answer.nothing();
        }
        var quota = Aws.await(facts.aws()
                        .quotas()
                        .getServiceQuota(
                                request -> request.serviceCode("fargate").quotaCode(ON_DEMAND)))
                .quota();
        var surge = Surge.of(facts).extra() * Integer.parseInt(cpu) / 1024.0;
        var used = used(facts, quota);
        var evidence = "%.1f vCPU of %.0f are in use, the surge takes up to %.1f".formatted(used, quota.value(), surge);
        return used + surge <= quota.value() ? Answer.holds(evidence) : Answer.fails(evidence);
    }

    /** "Fargate On-Demand vCPU resource count" (Service Quotas). */
    private static final String ON_DEMAND = "L-3032A538";

    private static final Duration LOOK_BACK = Duration.ofMinutes(30);

    /** The metric the quota names, else the one CloudWatch's usage metrics document for it. */
    private static double used(Facts facts, ServiceQuota quota) throws Exception {
        var named = quota.usageMetric();
        var metric = named == null || named.metricName() == null
                ? Metric.builder()
                        .namespace("AWS/Usage")
                        .metricName("ResourceCount")
                        .dimensions(
                                dimension("Service", "Fargate"),
                                dimension("Type", "Resource"),
                                dimension("Resource", "vCPU"),
                                dimension("Class", "Standard/OnDemand"))
                        .build()
                : Metric.builder()
                        .namespace(named.metricNamespace())
                        .metricName(named.metricName())
                        .dimensions(named.metricDimensions().entrySet().stream()
                                .map(entry -> dimension(entry.getKey(), entry.getValue()))
                                .toList())
                        .build();
        var now = facts.clock().instant();
        return Aws.await(facts.aws()
                        .cloudWatch()
                        .getMetricData(request -> request.startTime(now.minus(LOOK_BACK))
                                .endTime(now)
                                .metricDataQueries(query -> query.id("used")
                                        .metricStat(stat -> stat.metric(metric)
                                                .stat("Maximum")
                                                .period(300)))))
                .metricDataResults()
                .stream()
                .flatMap(result -> result.values().stream())
                .findFirst()
                .orElseThrow(() -> new Untold("what is in use of the quota of " + quota.value() + " vCPU has no data"));
    }

    private static Dimension dimension(String name, String value) {
        return Dimension.builder().name(name).value(value).build();
    }
}
