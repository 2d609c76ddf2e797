package dev.slipway.job.web;

import dev.slipway.identity.Access;
import dev.slipway.identity.Permission;
import dev.slipway.job.GateReading;
import dev.slipway.job.Job;
import dev.slipway.job.Waiting;
import dev.slipway.job.spi.Gate;
import org.jspecify.annotations.Nullable;

/**
 * How the gates of a job stood when it last asked.
 *
 * @param reading null if none had anything to say
 * @param passed whether it waits for none of them now
 * @param overridable whether a freeze holds it and the reader may let it pass
 */
record JobGatesView(String project, long number, @Nullable GateReading reading, boolean passed, boolean overridable) {

    static JobGatesView of(Job job, Access access) {
        var reading = job.status().gates();
        var waiting = job.status().waiting();
        var waits = waiting != null && waiting.what() == Waiting.For.GATE;
        var frozen = waits
                && reading != null
                && reading.standings().stream()
                        .anyMatch(s -> s.gate().equals("freeze") && s.state() == Gate.State.CLOSED);
        return new JobGatesView(
                job.project(),
                job.number(),
                reading,
                !waits && (reading == null || reading.open()),
                frozen && access.may(Permission.OVERRIDE, job.places()));
    }
}
