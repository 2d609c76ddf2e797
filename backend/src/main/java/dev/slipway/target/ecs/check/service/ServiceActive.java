package dev.slipway.target.ecs.check.service;

import dev.slipway.target.ecs.check.Answer;
import dev.slipway.target.ecs.check.EcsCheck;
import dev.slipway.target.ecs.check.Facts;
import dev.slipway.target.ecs.check.Rule;
import org.springframework.stereotype.Component;

/** Whether the service takes deployments. */
@Component
final class ServiceActive implements EcsCheck {

    private static final Rule RULE = new Rule(
            Rule.Topic.SERVICE,
            "service-active",
            "The service is active",
            Rule.Severity.BLOCK,
            "Create the service again: one that was deleted or is being drained takes no deployment.");

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public Answer ask(Facts facts) throws Exception {
        var service = facts.service();
        if (service.isEmpty()) {
            return Answer.holds("there is none yet; the first deployment creates it");
        }
        var status = service.get().status();
        return status.equals("ACTIVE") ? Answer.holds("it is ACTIVE") : Answer.fails("it is " + status);
    }
}
