package dev.slipway.target.ecs.check.image;

import dev.slipway.artifact.registry.Image;
import dev.slipway.target.ecs.check.Answer;
import dev.slipway.target.ecs.check.EcsCheck;
import dev.slipway.target.ecs.check.Facts;
import dev.slipway.target.ecs.check.Rule;
import java.util.ArrayList;
import org.springframework.stereotype.Component;

/** Whether the images are small enough to be pulled in time. */
@Component
final class ImageSize implements EcsCheck {

    private static final Rule RULE = new Rule(
            Rule.Topic.IMAGE,
            "image-size",
            "The images keep to their budget of size",
            Rule.Severity.WARN,
            "Look at the largest layer; a smaller base or a build in stages helps. checks.imageMegabytes in the"
                    + " settings is the budget.");

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public Answer ask(Facts facts) throws Exception {
        var troubles = new ArrayList<String>();
        var seen = new ArrayList<String>();
        for (var image : facts.images()) {
            var content = facts.content(image);
            var told = image + " has " + megabytes(content.bytes()) + ", the largest layer "
                    + megabytes(content.layers().stream()
                            .mapToLong(Image.Layer::bytes)
                            .max()
                            .orElse(0));
            (content.bytes() > CheckSettings.of(facts).budget() ? troubles : seen).add(told);
        }
        return Answer.of(troubles, String.join(", ", seen));
    }

    private static String megabytes(long bytes) {
        return (bytes >> 20) + " MB";
    }
}
