package dev.slipway.target.ecs.check.image;

import dev.slipway.target.ecs.check.Answer;
import dev.slipway.target.ecs.check.EcsCheck;
import dev.slipway.target.ecs.check.Facts;
import dev.slipway.target.ecs.check.Rule;
import java.util.ArrayList;
import org.springframework.stereotype.Component;

/** Whether the containers run as somebody else than root. */
@Component
final class ImageNotRoot implements EcsCheck {

    private static final Rule RULE = new Rule(
            Rule.Topic.IMAGE,
            "image-non-root",
            "The containers do not run as root",
            Rule.Severity.WARN,
            "Add USER to the Dockerfile, or set user in the container definition.");

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public Answer ask(Facts facts) throws Exception {
        var troubles = new ArrayList<String>();
        var seen = new ArrayList<String>();
        for (var image : facts.images()) {
            var user = image.container().user();
            var config = facts.content(image).config();
            if (user == null || user.isBlank()) {
                if (config.runsAsRoot()) {
                    troubles.add(image + " runs as root");
                } else {
                    seen.add(image + " runs as " + config.user());
                }
            } else if (user.split(":")[0].matches("root|0+")) {
                troubles.add("the task definition runs " + image.container().name() + " as root");
            } else {
                seen.add(image.container().name() + " runs as " + user);
            }
        }
        return Answer.of(troubles, String.join(", ", seen));
    }
}
