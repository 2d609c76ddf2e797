package dev.slipway.target.ecs.check.service;

import dev.slipway.target.ecs.check.Answer;
import dev.slipway.target.ecs.check.EcsCheck;
import dev.slipway.target.ecs.check.Facts;
import dev.slipway.target.ecs.check.Rule;
import org.springframework.stereotype.Component;

/** Whether as many tasks run as should. */
@Component
final class ServiceSteady implements EcsCheck {

    private static final Rule RULE = new Rule(
            Rule.Topic.SERVICE,
            "service-steady",
            "As many tasks run as are desired",
            Rule.Severity.WARN,
            "Look at the events of the service and mend what keeps its tasks from running; a deployment on top hides"
                    + " the cause.");

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
        var evidence = "%d desired, %d running, %d pending"
                .formatted(
                        service.get().desiredCount(),
                        service.get().runningCount(),
                        service.get().pendingCount());
        return service.get().desiredCount().equals(service.get().runningCount())
                ? Answer.holds(evidence)
                : Answer.fails(evidence);
    }
}
