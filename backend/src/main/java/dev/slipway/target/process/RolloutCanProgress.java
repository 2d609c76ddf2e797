package dev.slipway.target.process;

import dev.slipway.target.Finding;

/** Whether the bounds leave room to start a new instance or to stop an old one. */
final class RolloutCanProgress implements PreCheck {

    @Override
    public String key() {
        return "rollout-can-progress";
    }

    @Override
    public String title() {
        return "The rollout has room to move";
    }

    @Override
    public Finding check(Question question) {
        var settings = question.settings();
        var desired = settings.instances();
        var evidence = "at least %d and at most %d of %d instances"
                .formatted(settings.bounds().least(desired), settings.most(desired), desired);
        var underWay = question.state().underWay();
        if (underWay.isPresent()) {
            return warn(
                    "Deployment " + underWay.get().id + " of "
                            + underWay.get().revision.version() + " is under way; " + evidence,
                    "Wait for it, or go on: it will be taken over and end as failed.");
        }
        return settings.canProgress(desired)
                ? pass(evidence)
                : block(evidence, "Raise maxPercent (with a spare port), or lower minHealthyPercent.");
    }
}
