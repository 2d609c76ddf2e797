package dev.slipway.target.ecs.check.configuration;

import dev.slipway.target.ecs.check.Answer;
import dev.slipway.target.ecs.check.EcsCheck;
import dev.slipway.target.ecs.check.Facts;
import dev.slipway.target.ecs.check.Rule;
import java.util.ArrayList;
import org.springframework.stereotype.Component;

/** Whether the secrets the definition names are there, with the JSON keys it takes from them. */
@Component
final class SecretsExist implements EcsCheck {

    private static final Rule RULE = new Rule(
            Rule.Topic.CONFIGURATION,
            "secrets",
            "Every secret of the task definition exists with its key",
            Rule.Severity.BLOCK,
            "Create the secret or the key in it, or correct the reference in the task definition.");

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public Answer ask(Facts facts) throws Exception {
        var troubles = new ArrayList<String>();
        var seen = 0;
        for (var secret : Facts.secrets(facts.base())) {
            var reference = SecretRef.parse(secret.valueFrom());
            if (reference.isPresent()) {
                seen++;
                reference
                        .get()
                        .trouble(facts.aws().secrets())
                        .ifPresent(trouble -> troubles.add(secret.name() + ": " + trouble));
            }
        }
        return seen == 0 ? Answer.nothing() : Answer.of(troubles, seen + " found");
    }
}
