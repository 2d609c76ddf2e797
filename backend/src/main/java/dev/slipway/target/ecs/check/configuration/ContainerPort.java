package dev.slipway.target.ecs.check.configuration;

import dev.slipway.target.ecs.check.Answer;
import dev.slipway.target.ecs.check.EcsCheck;
import dev.slipway.target.ecs.check.Facts;
import dev.slipway.target.ecs.check.Rule;
import java.util.ArrayList;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** Whether the container and the port that target groups send to are in the definition. */
@Component
final class ContainerPort implements EcsCheck {

    private static final Rule RULE = new Rule(
            Rule.Topic.CONFIGURATION,
            "container-port",
            "The container and port behind each target group are in the task definition",
            Rule.Severity.BLOCK,
            "Map the port in the container definition, or name the container that listens.");

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public Answer ask(Facts facts) throws Exception {
        var service = facts.service();
        if (service.isEmpty() || service.get().loadBalancers().isEmpty()) {
            return Answer.nothing();
        }
        var troubles = new ArrayList<String>();
        var seen = new ArrayList<String>();
        for (var balancer : service.get().loadBalancers()) {
            var wanted = balancer.containerName() + ":" + balancer.containerPort();
            var mapped = facts.base().containerDefinitions().stream()
                    .filter(container -> container.name().equals(balancer.containerName()))
                    .flatMap(container -> container.portMappings().stream())
                    .anyMatch(port -> Objects.equals(port.containerPort(), balancer.containerPort()));
            (mapped ? seen : troubles).add(mapped ? wanted : "nothing listens at " + wanted);
        }
        return Answer.of(troubles, String.join(", ", seen));
    }
}
