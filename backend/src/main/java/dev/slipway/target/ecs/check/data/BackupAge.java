package dev.slipway.target.ecs.check.data;

import dev.slipway.target.DurationText;
import dev.slipway.target.ecs.check.Answer;
import dev.slipway.target.ecs.check.EcsCheck;
import dev.slipway.target.ecs.check.Facts;
import dev.slipway.target.ecs.check.Probed;
import dev.slipway.target.ecs.check.Rule;
import dev.slipway.target.ecs.check.Untold;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import org.springframework.stereotype.Component;

/** Whether the data could be restored: how old the last backup is, as whoever makes it says. */
@Component
final class BackupAge implements EcsCheck {

    private static final Rule RULE = new Rule(
            Rule.Topic.DATA,
            "backup-age",
            "The last backup of the data is young enough",
            Rule.Severity.WARN,
            "Make a backup, and have whatever makes it write its time into the parameter that checks.backup names.");

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public Answer ask(Facts facts) throws Exception {
        var probe = facts.settings().checks().backup();
        if (probe == null) {
            return facts.order().revision().settings().migrate().isEmpty()
                    ? Answer.nothing()
                    : Answer.warns("migrations change data here, and the setting checks.backup does not say where the"
                            + " time of the last backup is kept");
        }
        var probed = Probed.read(facts, probe);
        var age = Probed.age(time(probed), facts);
        var told = "the last backup is " + Probed.told(age) + " old";
        return age.compareTo(probe.atMost()) > 0
                ? Answer.fails(told + ", which is more than " + DurationText.print(probe.atMost()))
                : Answer.holds(told);
    }

    private static Instant time(Probed probed) throws Untold {
        try {
            return OffsetDateTime.parse(probed.value()).toInstant();
        } catch (DateTimeParseException e) {
            throw new Untold("the parameter " + probed.name() + " holds no time such as 2026-11-22T05:00:00Z");
        }
    }
}
