package dev.slipway.target.ecs.check.capacity;

import dev.slipway.aws.Aws;
import dev.slipway.target.ecs.check.Answer;
import dev.slipway.target.ecs.check.EcsCheck;
import dev.slipway.target.ecs.check.Facts;
import dev.slipway.target.ecs.check.Rule;
import java.util.List;
import org.springframework.stereotype.Component;

/** Whether the subnets have addresses for the tasks that run beside the old ones. */
@Component
final class SubnetAddresses implements EcsCheck {

    private static final Rule RULE = new Rule(
            Rule.Topic.CAPACITY,
            "subnet-addresses",
            "The subnets have free addresses for the surge",
            Rule.Severity.BLOCK,
            "Free addresses, add a subnet in another range, or lower maximumPercent.");

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public Answer ask(Facts facts) throws Exception {
        var service = facts.service();
        var subnets = service.map(Surge::subnets)
                .filter(some -> !some.isEmpty())
                .orElseGet(() -> {
                    var network = facts.settings().network();
                    return network == null ? List.<String>of() : network.subnets();
                });
        if (subnets.isEmpty()) {
            return Answer.nothing();
        }
        var free =
                Aws.await(facts.aws().ec2().describeSubnets(request -> request.subnetIds(subnets))).subnets().stream()
                        .mapToInt(subnet -> subnet.availableIpAddressCount())
                        .sum();
        var wanted = Surge.of(facts).extra();
        var evidence = free + " addresses are free, the surge takes up to " + wanted;
        return free >= wanted ? Answer.holds(evidence) : Answer.fails(evidence);
    }
}
