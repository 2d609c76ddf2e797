package dev.slipway.target.ecs.check.image;

import dev.slipway.target.ecs.check.Answer;
import dev.slipway.target.ecs.check.EcsCheck;
import dev.slipway.target.ecs.check.Facts;
import dev.slipway.target.ecs.check.Rule;
import java.util.ArrayList;
import org.springframework.stereotype.Component;

/** Whether the images say of which version and commit they are. */
@Component
final class ImageLabels implements EcsCheck {

    private static final Rule RULE = new Rule(
            Rule.Topic.IMAGE,
            "image-labels",
            "The labels of the images carry version and commit",
            Rule.Severity.WARN,
            "Set org.opencontainers.image.version and org.opencontainers.image.revision when building.");

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public Answer ask(Facts facts) throws Exception {
        var troubles = new ArrayList<String>();
        var seen = new ArrayList<String>();
        for (var image : facts.images()) {
            var labels = facts.content(image).config().labels();
            var version = labels.get("org.opencontainers.image.version");
            var commit = labels.get("org.opencontainers.image.revision");
            if (version == null || commit == null) {
                troubles.add(image + " has no label for "
                        + (version == null ? commit == null ? "version and commit" : "its version" : "its commit"));
            } else if (!version.equals(facts.order().revision().version())) {
                troubles.add(image + " says that it is " + version + ", the release is "
                        + facts.order().revision().version());
            } else {
                seen.add(image + " is " + version + " of " + commit);
            }
        }
        return Answer.of(troubles, String.join(", ", seen));
    }
}
