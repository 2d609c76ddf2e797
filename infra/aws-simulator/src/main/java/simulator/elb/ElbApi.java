package simulator.elb;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import simulator.Fault;
import simulator.Page;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeListenersRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeListenersResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeLoadBalancersRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeLoadBalancersResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeRulesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeRulesResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTargetGroupAttributesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTargetGroupAttributesResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTargetGroupsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTargetGroupsResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTargetHealthRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTargetHealthResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupAttribute;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthDescription;

/** ELBv2's calls over {@link LoadBalancing} (query protocol, version 2015-12-01). */
public final class ElbApi {

    private static final int PAGE = 400;

    private final LoadBalancing balancing;
    private final Shown shown;

    public ElbApi(LoadBalancing balancing) {
        this.balancing = balancing;
        this.shown = new Shown(balancing);
    }

    public DescribeTargetGroupsResponse describeTargetGroups(DescribeTargetGroupsRequest request) {
        var groups = balancing.targetGroups();
        if (request.hasTargetGroupArns()) {
            groups = named(groups, TargetGroup::arn, request.targetGroupArns(), "TargetGroupNotFound", "target groups");
        }
        if (request.hasNames()) {
            groups = named(groups, TargetGroup::name, request.names(), "TargetGroupNotFound", "target groups");
        }
        if (request.loadBalancerArn() != null) {
            groups = groups.stream()
                    .filter(group -> balancing.balancersOf(group.arn()).contains(request.loadBalancerArn()))
                    .toList();
        }
        var page = Page.of(groups, request.marker(), request.pageSize(), PAGE);
        return DescribeTargetGroupsResponse.builder()
                .targetGroups(page.items().stream().map(shown::targetGroup).toList())
                .nextMarker(page.nextToken())
                .build();
    }

    public DescribeTargetHealthResponse describeTargetHealth(DescribeTargetHealthRequest request) {
        var group = group(request.targetGroupArn());
        var attached = !balancing.balancersOf(group.arn()).isEmpty();
        if (request.hasTargets()) {
            return DescribeTargetHealthResponse.builder()
                    .targetHealthDescriptions(request.targets().stream()
                            .map(target -> asked(group, target, attached))
                            .toList())
                    .build();
        }
        return DescribeTargetHealthResponse.builder()
                .targetHealthDescriptions(group.targets().stream()
                        .map(target -> described(
                                TargetDescription.builder()
                                        .id(target.address())
                                        .port(target.port())
                                        .build(),
                                attached ? target.health() : HealthState.NOT_IN_USE))
                        .toList())
                .build();
    }

    public DescribeTargetGroupAttributesResponse describeTargetGroupAttributes(
            DescribeTargetGroupAttributesRequest request) {
        var delay = Long.toString(
                group(request.targetGroupArn()).deregistrationDelay().toSeconds());
        return DescribeTargetGroupAttributesResponse.builder()
                .attributes(
                        attribute("deregistration_delay.timeout_seconds", delay),
                        attribute("stickiness.enabled", "false"),
                        attribute("load_balancing.algorithm.type", "round_robin"))
                .build();
    }

    public DescribeLoadBalancersResponse describeLoadBalancers(DescribeLoadBalancersRequest request) {
        var found = balancing.balancers();
        if (request.hasLoadBalancerArns()) {
            found = named(
                    found,
                    LoadBalancing.Balancer::arn,
                    request.loadBalancerArns(),
                    "LoadBalancerNotFound",
                    "load balancers");
        }
        if (request.hasNames()) {
            found = named(
                    found, LoadBalancing.Balancer::name, request.names(), "LoadBalancerNotFound", "load balancers");
        }
        var page = Page.of(found, request.marker(), request.pageSize(), PAGE);
        return DescribeLoadBalancersResponse.builder()
                .loadBalancers(page.items().stream().map(shown::balancer).toList())
                .nextMarker(page.nextToken())
                .build();
    }

    public DescribeListenersResponse describeListeners(DescribeListenersRequest request) {
        var found = balancing.listeners().stream()
                .filter(listener -> is(request.loadBalancerArn(), listener.loadBalancer()))
                .toList();
        if (request.hasListenerArns()) {
            found = named(found, LoadBalancing.Listener::arn, request.listenerArns(), "ListenerNotFound", "listeners");
        }
        var page = Page.of(found, request.marker(), request.pageSize(), PAGE);
        return DescribeListenersResponse.builder()
                .listeners(page.items().stream().map(shown::listener).toList())
                .nextMarker(page.nextToken())
                .build();
    }

    public DescribeRulesResponse describeRules(DescribeRulesRequest request) {
        var found = balancing.rules().stream()
                .filter(rule -> is(request.listenerArn(), rule.listener()))
                .toList();
        if (request.hasRuleArns()) {
            found = named(found, Rule::arn, request.ruleArns(), "RuleNotFound", "rules");
        } else if (found.isEmpty()) {
            throw new Fault("ListenerNotFound", "One or more listeners not found");
        }
        var page = Page.of(found, request.marker(), request.pageSize(), PAGE);
        return DescribeRulesResponse.builder()
                .rules(page.items().stream().map(shown::rule).toList())
                .nextMarker(page.nextToken())
                .build();
    }

    private TargetGroup group(String arn) {
        return balancing
                .targetGroup(arn)
                .orElseThrow(() -> new Fault("TargetGroupNotFound", "One or more target groups not found"));
    }

    private static TargetHealthDescription asked(TargetGroup group, TargetDescription target, boolean attached) {
        var port = target.port() == null ? group.port() : target.port();
        var health = group.health(target.id(), port);
        return described(target, attached || health == HealthState.NOT_REGISTERED ? health : HealthState.NOT_IN_USE);
    }

    private static TargetHealthDescription described(TargetDescription target, HealthState health) {
        return TargetHealthDescription.builder()
                .target(target)
                .healthCheckPort(
                        target.port() == null ? "traffic-port" : target.port().toString())
                .targetHealth(state -> state.state(health.state())
                        .reason(health.reason().isEmpty() ? null : health.reason())
                        .description(health.description().isEmpty() ? null : health.description()))
                .build();
    }

    private static TargetGroupAttribute attribute(String key, String value) {
        return TargetGroupAttribute.builder().key(key).value(value).build();
    }

    private static boolean is(@Nullable String wanted, String value) {
        return wanted == null || wanted.equals(value);
    }

    /** Those with these names, all of which must be there. */
    private static <T> List<T> named(
            List<T> all, Function<T, String> name, List<String> wanted, String code, String what) {
        return wanted.stream()
                .map(one -> all.stream()
                        .filter(item -> name.apply(item).equals(one))
                        .findFirst()
                        .orElseThrow(() -> new Fault(code, "One or more " + what + " not found")))
                .toList();
    }
}
