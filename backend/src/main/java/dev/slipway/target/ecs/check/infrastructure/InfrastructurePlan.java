package dev.slipway.target.ecs.check.infrastructure;

import dev.slipway.target.DurationText;
import dev.slipway.target.ecs.check.Answer;
import dev.slipway.target.ecs.check.EcsCheck;
import dev.slipway.target.ecs.check.Facts;
import dev.slipway.target.ecs.check.Probed;
import dev.slipway.target.ecs.check.Rule;
import dev.slipway.target.ecs.check.Untold;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/** Whether the infrastructure is as its code says, by the last line of a plan that the team's pipeline keeps. */
@Component
final class InfrastructurePlan implements EcsCheck {

    private static final Rule RULE = new Rule(
            Rule.Topic.INFRASTRUCTURE,
            "infrastructure-plan",
            "A fresh plan says that the infrastructure has not drifted",
            Rule.Severity.WARN,
            "Plan again and apply what differs, or take it into the code; then have the pipeline write the plan's last"
                    + " line into the parameter that checks.infrastructure names.");

    /** The last line of {@code terraform plan} and of {@code tofu plan} where there is something to do. */
    private static final Pattern PLAN = Pattern.compile("Plan: (\\d+) to add, (\\d+) to change, (\\d+) to destroy.*");

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public Answer ask(Facts facts) throws Exception {
        var probe = facts.settings().checks().infrastructure();
        if (probe == null) {
            return Answer.nothing();
        }
        var probed = Probed.read(facts, probe);
        var age = Probed.age(probed.changedAt(), facts);
        if (age.compareTo(probe.atMost()) > 0) {
            return Answer.fails("the plan is " + Probed.told(age) + " old, which is more than "
                    + DurationText.print(probe.atMost()));
        }
        var plan = PLAN.matcher(probed.value());
        if (probed.value().startsWith("No changes")) {
            return Answer.holds("no changes, as of a plan that is " + Probed.told(age) + " old");
        }
        if (plan.matches()) {
            return Answer.fails("it has drifted: %s to add, %s to change, %s to destroy"
                    .formatted(plan.group(1), plan.group(2), plan.group(3)));
        }
        throw new Untold("the parameter " + probed.name() + " holds neither 'No changes' nor 'Plan: ...'");
    }
}
