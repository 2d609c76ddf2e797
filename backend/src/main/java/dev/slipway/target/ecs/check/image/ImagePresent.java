package dev.slipway.target.ecs.check.image;

import dev.slipway.artifact.registry.ImageMissing;
import dev.slipway.target.ecs.check.Answer;
import dev.slipway.target.ecs.check.EcsCheck;
import dev.slipway.target.ecs.check.Facts;
import dev.slipway.target.ecs.check.Rule;
import java.util.ArrayList;
import org.springframework.stereotype.Component;

/** Whether the registries have the images of the release. */
@Component
final class ImagePresent implements EcsCheck {

    private static final Rule RULE = new Rule(
            Rule.Topic.IMAGE,
            "image-present",
            "The images of the release are in their registries",
            Rule.Severity.BLOCK,
            "Push the image again, or choose another release.");

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public Answer ask(Facts facts) throws Exception {
        var troubles = new ArrayList<String>();
        var seen = new ArrayList<String>();
        for (var image : facts.images()) {
            try {
                facts.image(image);
                seen.add(image.toString());
            } catch (ImageMissing e) {
                troubles.add(String.valueOf(e.getMessage()));
            }
        }
        return Answer.of(troubles, String.join(", ", seen));
    }
}
