package dev.slipway.target.ecs.check.configuration;

import dev.slipway.target.ecs.check.Answer;
import dev.slipway.target.ecs.check.EcsCheck;
import dev.slipway.target.ecs.check.Facts;
import dev.slipway.target.ecs.check.Rule;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.services.ecs.model.Compatibility;
import software.amazon.awssdk.services.ecs.model.LaunchType;

/** Whether CPU and memory are a pair that Fargate has. */
@Component
final class FargateSize implements EcsCheck {

    private static final Rule RULE = new Rule(
            Rule.Topic.CONFIGURATION,
            "fargate-size",
            "CPU and memory are a pair that Fargate has",
            Rule.Severity.BLOCK,
            "Choose a pair of the table in the ECS guide, such as 512 and 1024.");

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public Answer ask(Facts facts) throws Exception {
        var definition = facts.base();
        var fargate = definition.requiresCompatibilities().contains(Compatibility.FARGATE)
                || facts.service()
                        .filter(service -> service.launchType() == LaunchType.FARGATE)
                        .isPresent();
        if (!fargate) {
            return Answer.nothing();
        }
        var size = definition.cpu() + " CPU units and " + definition.memory() + " MiB";
        return FargateSizes.has(definition.cpu(), definition.memory())
                ? Answer.holds(size)
                : Answer.fails(size + " is no pair of Fargate's");
    }
}
