package dev.slipway.job.web;

import dev.slipway.identity.Access;
import dev.slipway.identity.Permission;
import dev.slipway.job.Job;
import dev.slipway.job.JobState;
import dev.slipway.job.Waiting;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The top of a job's page: what it is, who asked, and what can be done with it as a whole.
 *
 * @param again the order in the address of the deploy dialog
 * @param restartable names and titles of the pipeline's steps, from which it may run again; empty while it runs
 */
record JobHead(
        String project,
        long number,
        String title,
        String by,
        Instant requestedAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        String pipeline,
        Facts facts,
        boolean cancellable,
        boolean breaksGlass,
        @Nullable String again,
        List<Restart> restartable) {

    /**
     * What else is known of the order.
     *
     * @param checks whether pre-checks have found something to show
     */
    record Facts(@Nullable Long parent, @Nullable String note, boolean dryRun, boolean checks) {}

    /** A step from which the job may run again. */
    record Restart(String step, String title) {}

    static JobHead of(Job job, Access access) {
        var order = job.order();
        var status = job.status();
        var may = access.may(Permission.DEPLOY, job.places());
        return new JobHead(
                job.project(),
                job.number(),
                job.order().title(),
                order.requestedBy().name(),
                order.requestedAt(),
                status.startedAt(),
                status.endedAt(),
                order.pipeline().title() + " v" + order.pipeline().version(),
                new Facts(
                        order.parent(),
                        order.note(),
                        order.dryRun(),
                        job.steps().stream()
                                .anyMatch(step -> !step.report().findings().isEmpty())),
                may && !job.over() && status.state() != JobState.CANCELLING,
                access.may(Permission.BREAK_GLASS, job.places()) && holds(status.waiting()),
                may && job.over() ? again(job) : null,
                may && job.over() ? restarts(job) : List.of());
    }

    private static boolean holds(@Nullable Waiting waiting) {
        return waiting != null && waiting.what() == Waiting.For.GATE;
    }

    private static @Nullable String again(Job job) {
        var placements = job.order().placements();
        return placements.isEmpty()
                ? null
                : "environment=" + job.order().environment() + "&service="
                        + placements.getFirst().service();
    }

    /** The first step, and the one that failed: from anywhere else it would leave out something that is due. */
    private static List<Restart> restarts(Job job) {
        return job.failed().stream()
                .map(run -> new Restart(run.step(), titleOf(job, run.step())))
                .toList();
    }

    private static String titleOf(Job job, String step) {
        return job.order().pipeline().steps().stream()
                .filter(s -> s.name().equals(step))
                .findFirst()
                .map(s -> s.title())
                .orElse(step);
    }
}
