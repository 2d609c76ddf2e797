package dev.slipway.target.ecs.check.alarm;

import dev.slipway.target.ecs.check.Answer;
import dev.slipway.target.ecs.check.EcsCheck;
import dev.slipway.target.ecs.check.Facts;
import dev.slipway.target.ecs.check.Rule;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;

/** Whether an alarm has data to judge by. */
@Component
final class AlarmData implements EcsCheck {

    private static final Rule RULE = new Rule(
            Rule.Topic.ALARM,
            "alarm-data",
            "Every alarm of the deployment has data",
            Rule.Severity.WARN,
            "See whether its metric is still reported; an alarm without data guards nothing.");

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public Answer ask(Facts facts) throws Exception {
        var alarms = Alarms.of(facts);
        return alarms.names().isEmpty()
                ? Answer.nothing()
                : Answer.of(alarms.in(StateValue.INSUFFICIENT_DATA), String.join(", ", alarms.names()));
    }
}
