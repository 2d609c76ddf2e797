package dev.slipway.target.ecs.check.capacity;

import dev.slipway.target.ecs.check.Answer;
import dev.slipway.target.ecs.check.EcsCheck;
import dev.slipway.target.ecs.check.Facts;
import dev.slipway.target.ecs.check.Rule;
import org.springframework.stereotype.Component;

/** Whether the percentages leave room for a first step. */
@Component
final class RolloutRoom implements EcsCheck {

    private static final Rule RULE = new Rule(
            Rule.Topic.CAPACITY,
            "rollout-room",
            "The minimum and maximum percentages leave room to progress",
            Rule.Severity.BLOCK,
            "Raise maximumPercent to 200, or lower minimumHealthyPercent.");

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public Answer ask(Facts facts) throws Exception {
        var surge = Surge.of(facts);
        var evidence = "%d desired; %d %% keeps %d, %d %% allows %d"
                .formatted(
                        surge.desired(),
                        surge.minimumHealthyPercent(),
                        surge.least(),
                        surge.maximumPercent(),
                        surge.most());
        return surge.canProgress() ? Answer.holds(evidence) : Answer.fails(evidence);
    }
}
