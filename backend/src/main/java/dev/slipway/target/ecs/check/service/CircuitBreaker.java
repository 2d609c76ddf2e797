package dev.slipway.target.ecs.check.service;

import dev.slipway.target.ecs.check.Answer;
import dev.slipway.target.ecs.check.EcsCheck;
import dev.slipway.target.ecs.check.Facts;
import dev.slipway.target.ecs.check.Rule;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.services.ecs.model.DeploymentRolloutState;

/** Whether a deployment that fails ends by itself, and has where to return to. */
@Component
final class CircuitBreaker implements EcsCheck {

    private static final Rule RULE = new Rule(
            Rule.Topic.SERVICE,
            "circuit-breaker",
            "The circuit breaker rolls back, to an earlier deployment that has completed",
            Rule.Severity.WARN,
            "Switch on circuitBreaker with rollback. Without a completed deployment before, a failing one stalls until"
                    + " Slipway stops it.");

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public Answer ask(Facts facts) throws Exception {
        var service = facts.service();
        if (service.isEmpty()) {
            return Answer.warns("the first deployment has nothing to return to");
        }
        var wanted = facts.settings().rollout().breaker();
        var now = service.get().deploymentConfiguration() == null
                ? null
                : service.get().deploymentConfiguration().deploymentCircuitBreaker();
        var on = wanted != null ? wanted.enable() : now != null && Boolean.TRUE.equals(now.enable());
        var back = wanted != null ? wanted.rollback() : now != null && Boolean.TRUE.equals(now.rollback());
        if (!on || !back) {
            return Answer.fails(on ? "it is on, but does not roll back" : "it is off");
        }
        return service.get().deployments().stream()
                        .anyMatch(deployment -> deployment.rolloutState() == DeploymentRolloutState.COMPLETED)
                ? Answer.holds("it is on, and a completed deployment is there to return to")
                : Answer.fails("it is on, but no deployment has completed that it could return to");
    }
}
