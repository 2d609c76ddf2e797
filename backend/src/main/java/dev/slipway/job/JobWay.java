package dev.slipway.job;

import dev.slipway.audit.Actor;
import dev.slipway.audit.AuditEvent;
import java.util.ArrayList;
import java.util.List;

/** What goes on record of a job between its start and its end: that it began after it had waited, and that it asks. */
final class JobWay {

    private JobWay() {}

    static List<AuditEvent> worthKeeping(Job before, Job after) {
        var events = new ArrayList<AuditEvent>();
        var subject = "job #" + after.number();
        if (before.status().state() == JobState.WAITING
                && before.status().startedAt() == null
                && after.status().startedAt() != null) {
            events.add(AuditEvent.of(Actor.SYSTEM, "job.begin", after.project(), subject));
        }
        for (var step : after.steps()) {
            var question = step.report().question();
            if (step.state() == StepState.DECIDING
                    && question != null
                    && before.step(step.name())
                            .filter(s -> s.state() == StepState.DECIDING)
                            .isEmpty()) {
                events.add(AuditEvent.of(Actor.SYSTEM, "job.ask", after.project(), subject + " step " + step.name())
                        .because(question.text()));
            }
        }
        return events;
    }
}
