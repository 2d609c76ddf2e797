package dev.slipway.target.ecs.check.capacity;

import dev.slipway.aws.Aws;
import dev.slipway.target.ecs.check.Answer;
import dev.slipway.target.ecs.check.EcsCheck;
import dev.slipway.target.ecs.check.Facts;
import dev.slipway.target.ecs.check.Rule;
import java.util.Objects;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.services.ecs.model.NetworkMode;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetTypeEnum;

/** Whether target groups take addresses, as tasks with a network interface of their own need. */
@Component
final class TargetType implements EcsCheck {

    private static final Rule RULE = new Rule(
            Rule.Topic.CAPACITY,
            "target-type",
            "Target groups are of the type ip",
            Rule.Severity.BLOCK,
            "Make a target group of the type ip; the type cannot be changed.");

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public Answer ask(Facts facts) throws Exception {
        var groups = facts.service().stream()
                .flatMap(service -> service.loadBalancers().stream())
                .map(balancer -> balancer.targetGroupArn())
                .filter(Objects::nonNull)
                .toList();
        if (groups.isEmpty() || facts.base().networkMode() != NetworkMode.AWSVPC) {
            return Answer.nothing();
        }
        var found = Aws.await(
                        facts.aws().loadBalancing().describeTargetGroups(request -> request.targetGroupArns(groups)))
                .targetGroups();
        var wrong = found.stream()
                .filter(group -> group.targetType() != TargetTypeEnum.IP)
                .map(group -> group.targetGroupName() + " is of the type " + group.targetTypeAsString())
                .toList();
        return Answer.of(wrong, found.stream().map(TargetGroup::targetGroupName).collect(Collectors.joining(", ")));
    }
}
