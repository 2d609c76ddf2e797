package dev.slipway.target.ecs.check.identity;

import dev.slipway.target.ecs.check.Answer;
import dev.slipway.target.ecs.check.EcsCheck;
import dev.slipway.target.ecs.check.Facts;
import dev.slipway.target.ecs.check.Rule;
import java.util.ArrayList;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;

/** Whether the roles of the tasks are there and tasks may take them. */
@Component
final class RolesTrust implements EcsCheck {

    private static final Rule RULE = new Rule(
            Rule.Topic.IDENTITY,
            "roles",
            "Task and execution role exist and trust ECS tasks",
            Rule.Severity.BLOCK,
            "Create the role, or let ecs-tasks.amazonaws.com assume it in its trust policy.");

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public Answer ask(Facts facts) throws Exception {
        var troubles = new ArrayList<String>();
        var roles = TaskRoles.of(facts.base());
        for (var role : roles) {
            try {
                var document = facts.role(role).role().assumeRolePolicyDocument();
                if (!TrustPolicy.of(document).lets(TaskRoles.SERVICE)) {
                    troubles.add(role + " does not trust " + TaskRoles.SERVICE);
                }
            } catch (NoSuchEntityException e) {
                troubles.add("there is no role " + role);
            }
        }
        return roles.isEmpty()
                ? Answer.warns("the task definition names no role")
                : Answer.of(troubles, String.join(" and ", roles));
    }
}
