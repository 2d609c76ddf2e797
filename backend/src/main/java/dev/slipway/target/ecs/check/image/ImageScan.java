package dev.slipway.target.ecs.check.image;

import dev.slipway.artifact.registry.ScansImages;
import dev.slipway.artifact.registry.ScansImages.Scan;
import dev.slipway.target.ecs.check.Answer;
import dev.slipway.target.ecs.check.EcsCheck;
import dev.slipway.target.ecs.check.Facts;
import dev.slipway.target.ecs.check.Rule;
import dev.slipway.target.ecs.check.Untold;
import java.util.ArrayList;
import org.springframework.stereotype.Component;

/** Whether the registry has scanned the images and found nothing grave. A scan that has not ended well is unknown. */
@Component
final class ImageScan implements EcsCheck {

    private static final Rule RULE = new Rule(
            Rule.Topic.IMAGE,
            "image-scan",
            "The images were scanned and nothing grave was found",
            Rule.Severity.BLOCK,
            "Mend what the scan found and build again; checks.scan in the settings says what is grave (critical unless"
                    + " set).");

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public Answer ask(Facts facts) throws Exception {
        var grave = CheckSettings.of(facts).scan();
        var troubles = new ArrayList<String>();
        var seen = new ArrayList<String>();
        var asked = false;
        for (var image : facts.images()) {
            if (!(facts.aws().registry(image.name()) instanceof ScansImages scanner)) {
                continue;
            }
            asked = true;
            var manifest = facts.content(image).manifest();
            switch (scanner.scan(image.name().repository(), manifest)) {
                case Scan.Untold untold -> throw new Untold(image + ": " + untold.why());
                case Scan.Done done -> {
                    if (done.atLeast(grave) > 0) {
                        troubles.add(image + ": " + done);
                    } else {
                        seen.add(image + ": " + done);
                    }
                }
            }
        }
        return asked ? Answer.of(troubles, String.join(", ", seen)) : Answer.nothing();
    }
}
