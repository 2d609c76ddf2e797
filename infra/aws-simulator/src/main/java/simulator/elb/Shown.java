package simulator.elb;

import java.time.Instant;
import java.util.List;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RuleCondition;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupTuple;

/** Load balancing in the words of the protocol. */
record Shown(LoadBalancing balancing) {

    private static final String NETWORK = "vpc-0a1b2c3d";

    LoadBalancer balancer(LoadBalancing.Balancer balancer) {
        return LoadBalancer.builder()
                .loadBalancerArn(balancer.arn())
                .loadBalancerName(balancer.name())
                .dnsName(balancer.name() + ".elb." + balancing.place().region() + ".amazonaws.com")
                .createdTime(Instant.EPOCH)
                .scheme("internet-facing")
                .type("application")
                .vpcId(NETWORK)
                .state(state -> state.code("active"))
                .build();
    }

    software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup targetGroup(TargetGroup group) {
        return software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup.builder()
                .targetGroupArn(group.arn())
                .targetGroupName(group.name())
                .protocol("HTTP")
                .port(group.port())
                .vpcId(NETWORK)
                .targetType(group.type())
                .healthCheckEnabled(true)
                .healthCheckProtocol("HTTP")
                .healthCheckPort("traffic-port")
                .healthCheckPath(group.check().path())
                .healthCheckIntervalSeconds((int) group.check().interval().toSeconds())
                .healthCheckTimeoutSeconds(
                        (int) Math.max(1, group.check().interval().toSeconds() - 1))
                .healthyThresholdCount(group.check().healthy())
                .unhealthyThresholdCount(group.check().unhealthy())
                .matcher(matcher -> matcher.httpCode("200"))
                .loadBalancerArns(balancing.balancersOf(group.arn()))
                .build();
    }

    Listener listener(LoadBalancing.Listener listener) {
        var actions = balancing.rules().stream()
                .filter(rule -> rule.listener().equals(listener.arn()) && rule.isDefault())
                .map(rule -> action(rule.weights()))
                .toList();
        return Listener.builder()
                .listenerArn(listener.arn())
                .loadBalancerArn(listener.loadBalancer())
                .port(listener.port())
                .protocol("HTTP")
                .defaultActions(actions)
                .build();
    }

    software.amazon.awssdk.services.elasticloadbalancingv2.model.Rule rule(Rule rule) {
        var conditions = rule.path().isEmpty()
                ? List.<RuleCondition>of()
                : List.of(RuleCondition.builder()
                        .field("path-pattern")
                        .values(rule.path())
                        .pathPatternConfig(pattern -> pattern.values(rule.path()))
                        .build());
        return software.amazon.awssdk.services.elasticloadbalancingv2.model.Rule.builder()
                .ruleArn(rule.arn())
                .priority(rule.priority())
                .isDefault(rule.isDefault())
                .conditions(conditions)
                .actions(action(rule.weights()))
                .build();
    }

    /** As AWS does, the ARN is given besides when there is only one group. */
    private static Action action(Weights weights) {
        var groups = weights.byTargetGroup().entrySet().stream()
                .map(entry -> TargetGroupTuple.builder()
                        .targetGroupArn(entry.getKey())
                        .weight(entry.getValue())
                        .build())
                .toList();
        return Action.builder()
                .type("forward")
                .order(1)
                .targetGroupArn(groups.size() == 1 ? groups.getFirst().targetGroupArn() : null)
                .forwardConfig(forward -> forward.targetGroups(groups))
                .build();
    }
}
