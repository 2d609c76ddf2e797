package dev.slipway.target.ecs.check.configuration;

import dev.slipway.aws.Aws;
import dev.slipway.target.ecs.check.Answer;
import dev.slipway.target.ecs.check.EcsCheck;
import dev.slipway.target.ecs.check.Facts;
import dev.slipway.target.ecs.check.Rule;
import java.util.ArrayList;
import java.util.TreeSet;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.services.ecs.model.LogDriver;

/** Whether the log groups of the containers are there, without which tasks do not start. */
@Component
final class LogGroup implements EcsCheck {

    private static final Rule RULE = new Rule(
            Rule.Topic.CONFIGURATION,
            "log-group",
            "The log groups of the containers exist",
            Rule.Severity.BLOCK,
            "Create the log group, or set awslogs-create-group to true and allow logs:CreateLogGroup to the execution"
                    + " role.");

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public Answer ask(Facts facts) throws Exception {
        var troubles = new ArrayList<String>();
        var seen = new TreeSet<String>();
        for (var container : facts.base().containerDefinitions()) {
            var logs = container.logConfiguration();
            if (logs == null
                    || logs.logDriver() != LogDriver.AWSLOGS
                    || "true".equals(logs.options().get("awslogs-create-group"))) {
                continue;
            }
            var group = logs.options().get("awslogs-group");
            if (group == null) {
                troubles.add(container.name() + " names no log group");
            } else if (seen.add(group) && !exists(facts, group)) {
                troubles.add("there is no log group " + group);
            }
        }
        if (seen.isEmpty() && troubles.isEmpty()) {
            return Answer.nothing();
        }
        return Answer.of(troubles, String.join(", ", seen));
    }

    private static boolean exists(Facts facts, String group) throws Exception {
        return Aws.await(facts.aws().logs().describeLogGroups(request -> request.logGroupNamePrefix(group)))
                .logGroups()
                .stream()
                .anyMatch(found -> found.logGroupName().equals(group));
    }
}
