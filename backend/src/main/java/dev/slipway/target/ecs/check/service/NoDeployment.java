package dev.slipway.target.ecs.check.service;

import dev.slipway.target.ecs.check.Answer;
import dev.slipway.target.ecs.check.EcsCheck;
import dev.slipway.target.ecs.check.Facts;
import dev.slipway.target.ecs.check.Rule;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.services.ecs.model.DeploymentRolloutState;

/** Whether another deployment is under way, which this one would replace. */
@Component
final class NoDeployment implements EcsCheck {

    private static final Rule RULE = new Rule(
            Rule.Topic.SERVICE,
            "no-deployment",
            "No deployment is in progress",
            Rule.Severity.BLOCK,
            "Wait until it has ended, or stop it.");

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public Answer ask(Facts facts) throws Exception {
        var service = facts.service();
        if (service.isEmpty()) {
            return Answer.nothing();
        }
        var moving = service.get().deployments().stream()
                .filter(deployment -> deployment.rolloutState() == DeploymentRolloutState.IN_PROGRESS)
                .map(deployment -> "%s brings %s since %s"
                        .formatted(
                                deployment.id(), Ownership.name(deployment.taskDefinition()), deployment.createdAt()))
                .toList();
        return Answer.of(moving, "none");
    }
}
