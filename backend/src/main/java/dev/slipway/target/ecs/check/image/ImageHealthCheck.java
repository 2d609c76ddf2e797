package dev.slipway.target.ecs.check.image;

import dev.slipway.target.ecs.check.Answer;
import dev.slipway.target.ecs.check.EcsCheck;
import dev.slipway.target.ecs.check.Facts;
import dev.slipway.target.ecs.check.Rule;
import java.util.ArrayList;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Whether somebody asks the containers how they are. ECS does not read the health check of an image. */
@Component
final class ImageHealthCheck implements EcsCheck {

    private static final Rule RULE = new Rule(
            Rule.Topic.IMAGE,
            "image-health-check",
            "Every container has a health check",
            Rule.Severity.WARN,
            "Add healthCheck to the container definition, or put the container behind a target group; ECS ignores"
                    + " HEALTHCHECK of a Dockerfile.");

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public Answer ask(Facts facts) throws Exception {
        var behind = facts.service().stream()
                .flatMap(service -> service.loadBalancers().stream())
                .map(balancer -> String.valueOf(balancer.containerName()))
                .collect(Collectors.toSet());
        var troubles = new ArrayList<String>();
        var seen = new ArrayList<String>();
        for (var image : facts.images()) {
            var name = image.container().name();
            if (image.container().healthCheck() != null) {
                seen.add(name + " by ECS");
            } else if (behind.contains(name)) {
                seen.add(name + " by its target group");
            } else {
                var own = facts.content(image).config().healthCheck();
                troubles.add(
                        name + (own.isEmpty() ? " has none" : " has one in its image only, which ECS does not run"));
            }
        }
        return Answer.of(troubles, String.join(", ", seen));
    }
}
