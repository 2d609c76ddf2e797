package dev.slipway.target.ecs.check.service;

import dev.slipway.aws.Aws;
import dev.slipway.target.ecs.check.Answer;
import dev.slipway.target.ecs.check.EcsCheck;
import dev.slipway.target.ecs.check.Facts;
import dev.slipway.target.ecs.check.Rule;
import java.util.Optional;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.services.ecs.model.DescribeTaskDefinitionResponse;
import software.amazon.awssdk.services.ecs.model.SortOrder;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;

/** Whether the definition that would be replaced is Slipway's; if not, what somebody changed by hand would be lost or carried on unseen. */
@Component
final class Ownership implements EcsCheck {

    private static final Rule RULE = new Rule(
            Rule.Topic.SERVICE,
            "ownership",
            "The task definition that would be replaced was registered by Slipway",
            Rule.Severity.WARN,
            "Look at what differs; take it over into the placement or the release, then deploy.");

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public Answer ask(Facts facts) throws Exception {
        var replaced = facts.replaced();
        if (replaced.isEmpty()) {
            return Answer.nothing();
        }
        var definition = replaced.get().taskDefinition();
        var name = name(definition.taskDefinitionArn());
        if (ours(replaced.get())) {
            return Answer.holds(name + " was");
        }
        var who = definition.registeredBy() == null ? "somebody" : definition.registeredBy();
        var before = earlier(facts, definition);
        return Answer.fails("%s was registered by %s%s; %s"
                .formatted(
                        name,
                        who,
                        definition.registeredAt() == null ? "" : " at " + definition.registeredAt(),
                        before.map(own -> "against " + name(own.taskDefinitionArn()) + " of Slipway's: "
                                        + DefinitionDifference.told(own, definition))
                                .orElse("Slipway has registered none of this family")));
    }

    /** The tag that Slipway gives the definitions it registers. */
    private static final String TAG = "slipway";

    /** How many revisions are looked at for one of Slipway's. */
    private static final int LOOK_BACK = 5;

    static boolean ours(DescribeTaskDefinitionResponse definition) {
        return definition.tags().stream()
                .anyMatch(tag -> tag.key().equals(TAG) || tag.key().startsWith(TAG + ":"));
    }

    private static Optional<TaskDefinition> earlier(Facts facts, TaskDefinition than) throws Exception {
        var arns = Aws.await(facts.aws()
                        .ecs()
                        .listTaskDefinitions(request -> request.familyPrefix(than.family())
                                .sort(SortOrder.DESC)
                                .maxResults(LOOK_BACK + 1)))
                .taskDefinitionArns();
        for (var arn : arns) {
            var definition = arn.equals(than.taskDefinitionArn())
                    ? Optional.<DescribeTaskDefinitionResponse>empty()
                    : facts.definition(arn);
            if (definition.filter(Ownership::ours).isPresent()) {
                return definition.map(DescribeTaskDefinitionResponse::taskDefinition);
            }
        }
        return Optional.empty();
    }

    /** {@code family:revision} of an ARN. */
    static String name(String arn) {
        return arn.substring(arn.lastIndexOf('/') + 1);
    }
}
