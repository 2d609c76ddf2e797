package dev.slipway.target.ecs.check.image;

import dev.slipway.target.ecs.check.Answer;
import dev.slipway.target.ecs.check.EcsCheck;
import dev.slipway.target.ecs.check.Facts;
import dev.slipway.target.ecs.check.Rule;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Whether every container, also one the release does not bring, runs an image by its digest. */
@Component
final class ImagesPinned implements EcsCheck {

    private static final Rule RULE = new Rule(
            Rule.Topic.IMAGE,
            "image-pinned",
            "Every image is pinned by its digest",
            Rule.Severity.WARN,
            "Write the image as repository@sha256:... in the task definition; a tag may be another image tomorrow.");

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public Answer ask(Facts facts) throws Exception {
        var ours =
                facts.images().stream().map(image -> image.container().name()).collect(Collectors.toSet());
        var loose = facts.base().containerDefinitions().stream()
                .filter(container -> !ours.contains(container.name()))
                .filter(container -> !container.image().contains("@sha256:"))
                .map(container -> container.name() + " runs " + container.image())
                .toList();
        return Answer.of(loose, facts.images().stream().map(Object::toString).collect(Collectors.joining(", ")));
    }
}
