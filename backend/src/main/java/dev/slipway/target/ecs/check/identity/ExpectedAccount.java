package dev.slipway.target.ecs.check.identity;

import dev.slipway.target.ecs.check.Answer;
import dev.slipway.target.ecs.check.EcsCheck;
import dev.slipway.target.ecs.check.Facts;
import dev.slipway.target.ecs.check.Rule;
import org.springframework.stereotype.Component;

/** Whether the credentials belong to the account that was meant. */
@Component
final class ExpectedAccount implements EcsCheck {

    private static final Rule RULE = new Rule(
            Rule.Topic.IDENTITY,
            "account",
            "The credentials belong to the expected account",
            Rule.Severity.BLOCK,
            "Correct the role or the account of the placement; without the setting account, any account would do.");

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public Answer ask(Facts facts) throws Exception {
        var caller = facts.caller();
        var wanted = facts.settings().place().account();
        var evidence = caller.arn() + " in account " + caller.account() + ", region "
                + facts.settings().place().access().region();
        if (wanted == null) {
            return Answer.warns(evidence + "; the placement does not say which account it must be");
        }
        return caller.account().equals(wanted) ? Answer.holds(evidence) : Answer.fails(evidence + ", not in " + wanted);
    }
}
