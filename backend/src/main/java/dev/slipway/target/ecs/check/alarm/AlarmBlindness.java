package dev.slipway.target.ecs.check.alarm;

import dev.slipway.target.ecs.check.Answer;
import dev.slipway.target.ecs.check.EcsCheck;
import dev.slipway.target.ecs.check.Facts;
import dev.slipway.target.ecs.check.Rule;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;

/** Whether an alarm fires already: ECS ignores it for a deployment that begins then. */
@Component
final class AlarmBlindness implements EcsCheck {

    private static final Rule RULE = new Rule(
            Rule.Topic.ALARM,
            "alarm-blindness",
            "No alarm of the deployment fires already",
            Rule.Severity.BLOCK,
            "Wait until the alarm is quiet: ECS ignores one that fires when the deployment begins, so it would guard"
                    + " nothing.");

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public Answer ask(Facts facts) throws Exception {
        var alarms = Alarms.of(facts);
        return alarms.names().isEmpty()
                ? Answer.nothing()
                : Answer.of(alarms.in(StateValue.ALARM), String.join(", ", alarms.names()));
    }
}
