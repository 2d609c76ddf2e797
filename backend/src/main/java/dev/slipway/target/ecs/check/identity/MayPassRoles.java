package dev.slipway.target.ecs.check.identity;

import dev.slipway.aws.Aws;
import dev.slipway.target.ecs.check.Answer;
import dev.slipway.target.ecs.check.EcsCheck;
import dev.slipway.target.ecs.check.Facts;
import dev.slipway.target.ecs.check.Rule;
import dev.slipway.target.ecs.check.Untold;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Whether the portal may hand the roles of the tasks to ECS. */
@Component
final class MayPassRoles implements EcsCheck {

    private static final Rule RULE = new Rule(
            Rule.Topic.IDENTITY,
            "pass-role",
            "The portal may pass the task and execution role",
            Rule.Severity.BLOCK,
            "Allow iam:PassRole on the role to whom the portal acts as; docs/targets/ecs-policy.json shows how.");

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public Answer ask(Facts facts) throws Exception {
        var roles = TaskRoles.of(facts.base());
        if (roles.isEmpty()) {
            return Answer.nothing();
        }
        var who = principal(facts);
        var results = Aws.await(facts.aws()
                        .iam()
                        .simulatePrincipalPolicy(request -> request.policySourceArn(who)
                                .actionNames("iam:PassRole")
                                .resourceArns(roles)))
                .evaluationResults();
        if (results.isEmpty()) {
            throw new Untold("the simulation of the policy says nothing");
        }
        var troubles = results.stream()
                .flatMap(result -> result.resourceSpecificResults().isEmpty()
                        ? Stream.of(new Decision(result.evalResourceName(), result.evalDecisionAsString()))
                        : result.resourceSpecificResults().stream()
                                .map(each ->
                                        new Decision(each.evalResourceName(), each.evalResourceDecisionAsString())))
                .filter(decision -> !decision.what().equals("allowed"))
                .map(decision -> decision.what() + " on " + decision.resource())
                .distinct()
                .toList();
        return Answer.of(troubles, who + " may pass " + String.join(" and ", roles));
    }

    private record Decision(String resource, String what) {}

    /** The user or role: the session of an assumed role has no policies of its own (IAM, "ARNs for STS"). */
    private static String principal(Facts facts) throws Exception {
        var arn = facts.caller().arn();
        if (!arn.contains(":assumed-role/")) {
            return arn;
        }
        var role = facts.settings().place().access().role();
        return role != null ? role : facts.role(arn.split("/")[1]).role().arn();
    }
}
