package dev.slipway.target.ecs.check.image;

import dev.slipway.target.ecs.check.Answer;
import dev.slipway.target.ecs.check.EcsCheck;
import dev.slipway.target.ecs.check.Facts;
import dev.slipway.target.ecs.check.Rule;
import java.util.ArrayList;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Whether values that look like secrets are written into images or definitions. */
@Component
final class ImageSecrets implements EcsCheck {

    private static final Rule RULE = new Rule(
            Rule.Topic.IMAGE,
            "image-secrets",
            "No environment holds what looks like a secret",
            Rule.Severity.BLOCK,
            "Take the value out, give out a new one, and name it under secrets in the task definition.");

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public Answer ask(Facts facts) throws Exception {
        var troubles = new ArrayList<String>();
        for (var container : facts.base().containerDefinitions()) {
            container.environment().stream()
                    .filter(entry -> SecretLooks.suspicious(entry.name(), entry.value()))
                    .forEach(entry ->
                            troubles.add(entry.name() + " of container " + container.name() + " in the definition"));
        }
        for (var image : facts.images()) {
            facts.content(image).config().environment().entrySet().stream()
                    .filter(entry -> SecretLooks.suspicious(entry.getKey(), entry.getValue()))
                    .map(Map.Entry::getKey)
                    .sorted()
                    .forEach(name -> troubles.add(name + " in " + image));
        }
        return Answer.of(troubles, "no name or value looks like a secret");
    }
}
