package dev.slipway.target.ecs.check.alarm;

import dev.slipway.target.ecs.check.Answer;
import dev.slipway.target.ecs.check.EcsCheck;
import dev.slipway.target.ecs.check.Facts;
import dev.slipway.target.ecs.check.Rule;
import org.springframework.stereotype.Component;

/** Whether the alarms that are to guard the deployment are there. */
@Component
final class AlarmsExist implements EcsCheck {

    private static final Rule RULE = new Rule(
            Rule.Topic.ALARM,
            "alarms-exist",
            "Every alarm of the deployment exists",
            Rule.Severity.BLOCK,
            "Create the alarm, or take its name out.");

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public Answer ask(Facts facts) throws Exception {
        var alarms = Alarms.of(facts);
        return alarms.names().isEmpty()
                ? Answer.nothing()
                : Answer.of(alarms.missing(), String.join(", ", alarms.names()));
    }
}
