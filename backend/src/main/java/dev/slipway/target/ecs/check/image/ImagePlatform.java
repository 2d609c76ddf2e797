package dev.slipway.target.ecs.check.image;

import dev.slipway.artifact.registry.Platform;
import dev.slipway.target.ecs.check.Answer;
import dev.slipway.target.ecs.check.EcsCheck;
import dev.slipway.target.ecs.check.Facts;
import dev.slipway.target.ecs.check.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Whether the images are built for what the tasks run on. */
@Component
final class ImagePlatform implements EcsCheck {

    private static final Rule RULE = new Rule(
            Rule.Topic.IMAGE,
            "image-platform",
            "The images are built for the platform of the tasks",
            Rule.Severity.BLOCK,
            "Build the image for this platform too, or set runtimePlatform in the task definition.");

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public Answer ask(Facts facts) throws Exception {
        var troubles = new ArrayList<String>();
        var seen = new ArrayList<String>();
        for (var image : facts.images()) {
            var platforms = facts.image(image).platforms();
            if (platforms.contains(facts.platform())) {
                seen.add(image + " has " + facts.platform());
            } else {
                troubles.add(image + " is for " + join(platforms) + ", the tasks run on " + facts.platform());
            }
        }
        return Answer.of(troubles, String.join(", ", seen));
    }

    private static String join(List<Platform> platforms) {
        return platforms.isEmpty()
                ? "no known platform"
                : platforms.stream().map(Platform::toString).collect(Collectors.joining(", "));
    }
}
