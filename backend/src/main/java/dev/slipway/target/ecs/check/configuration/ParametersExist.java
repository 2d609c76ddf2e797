package dev.slipway.target.ecs.check.configuration;

import dev.slipway.aws.Aws;
import dev.slipway.target.ecs.check.Answer;
import dev.slipway.target.ecs.check.EcsCheck;
import dev.slipway.target.ecs.check.Facts;
import dev.slipway.target.ecs.check.Rule;
import java.util.ArrayList;
import org.springframework.stereotype.Component;

/** Whether the parameters of Systems Manager the definition names are there. */
@Component
final class ParametersExist implements EcsCheck {

    private static final Rule RULE = new Rule(
            Rule.Topic.CONFIGURATION,
            "parameters",
            "Every parameter of the task definition exists",
            Rule.Severity.BLOCK,
            "Create the parameter, or correct its name in the task definition.");

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public Answer ask(Facts facts) throws Exception {
        var names = Facts.secrets(facts.base()).stream()
                .map(secret -> secret.valueFrom())
                .filter(from -> SecretRef.parse(from).isEmpty())
                .distinct()
                .toList();
        if (names.isEmpty()) {
            return Answer.nothing();
        }
        var missing = new ArrayList<String>();
        for (var from = 0; from < names.size(); from += MOST) {
            var some = names.subList(from, Math.min(from + MOST, names.size()));
            Aws.await(facts.aws().ssm().getParameters(request -> request.names(some)))
                    .invalidParameters()
                    .forEach(name -> missing.add("there is no parameter " + name));
        }
        return Answer.of(missing, names.size() + " found");
    }

    /** GetParameters takes ten names at most. */
    private static final int MOST = 10;
}
