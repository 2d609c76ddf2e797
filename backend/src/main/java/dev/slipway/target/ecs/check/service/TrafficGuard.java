package dev.slipway.target.ecs.check.service;

import dev.slipway.target.ecs.Room;
import dev.slipway.target.ecs.check.Answer;
import dev.slipway.target.ecs.check.EcsCheck;
import dev.slipway.target.ecs.check.Facts;
import dev.slipway.target.ecs.check.Rule;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.services.ecs.model.DeploymentConfiguration;
import software.amazon.awssdk.services.ecs.model.Service;

/** Whether the deployment may leave nobody to answer. */
@Component
final class TrafficGuard implements EcsCheck {

    private static final Rule RULE = new Rule(
            Rule.Topic.SERVICE,
            "traffic-guard",
            "The service is never left without a task",
            Rule.Severity.BLOCK,
            "Set minimumHealthyPercent so that one task stays, and desired to at least 1.");

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public Answer ask(Facts facts) throws Exception {
        var rollout = facts.settings().rollout();
        var service = facts.service();
        var desired = facts.desired();
        if (desired == 0) {
            return Answer.fails("no task is desired: nothing would run, and nothing could be proven");
        }
        var now = service.map(Service::deploymentConfiguration);
        var percent = rollout.minimumHealthyPercent() != null
                ? rollout.minimumHealthyPercent()
                : now.map(DeploymentConfiguration::minimumHealthyPercent).orElse(100);
        var stay = Room.least(desired, percent);
        var evidence = "%d of %d tasks stay at %d %%".formatted(stay, desired, percent);
        if (stay > 0) {
            return Answer.holds(evidence);
        }
        var traffic = facts.settings().traffic() != null
                || service.filter(one -> !one.loadBalancers().isEmpty()).isPresent();
        return traffic ? Answer.fails(evidence + ", and the service takes traffic") : Answer.warns(evidence);
    }
}
