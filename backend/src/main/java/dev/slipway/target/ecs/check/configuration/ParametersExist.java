package dev.slipway.target.ecs.check.configuration;

import dev.slipway.aws.Aws;
import dev.slipway.target.SecretReference;
import dev.slipway.target.ecs.check.Answer;
import dev.slipway.target.ecs.check.EcsCheck;
import dev.slipway.target.ecs.check.Facts;
import dev.slipway.target.ecs.check.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.services.ecs.model.Secret;

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
        var secrets = Facts.secrets(facts.base());
        var names = secrets.stream()
                .map(Secret::valueFrom)
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
                    .forEach(name -> missing.add(told(secrets, name)));
        }
        return Answer.of(missing, names.size() + " found");
    }

    /** Of the parameter only where it is used: its name is for maintainers. */
    private static String told(List<Secret> secrets, String parameter) {
        var users = secrets.stream()
                .filter(secret -> secret.valueFrom().equals(parameter))
                .map(Secret::name)
                .distinct()
                .collect(Collectors.joining(", "));
        return users + ": there is no such parameter, the " + SecretReference.told("ssm:" + parameter);
    }

    /** GetParameters takes ten names at most. */
    private static final int MOST = 10;
}
