package dev.slipway.notification.alert;

import dev.slipway.health.Observations;
import dev.slipway.health.Observed;
import dev.slipway.job.Job;
import dev.slipway.job.JobDetail;
import dev.slipway.job.Jobs;
import dev.slipway.job.StepRun;
import dev.slipway.job.StepState;
import dev.slipway.notification.NotificationProperties;
import dev.slipway.notification.Severity;
import dev.slipway.target.Health;
import dev.slipway.target.PlacementKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Rollouts that take much longer than they usually do: of jobs by what their steps took before, of others by time alone. A
 * step that asks a person is not stuck; whom it asks has been told.
 */
@Component
class StuckRule implements AlertRule {

    private static final Set<String> ROLLOUTS = Set.of("deploy", "rollback", "force-update");

    /** So many times what it usually takes. */
    private static final int MUCH_LONGER = 3;

    private final Jobs jobs;
    private final Observations observations;
    private final NotificationProperties properties;

    StuckRule(Jobs jobs, Observations observations, NotificationProperties properties) {
        this.jobs = jobs;
        this.observations = observations;
        this.properties = properties;
    }

    @Override
    public String name() {
        return "stuck-rollout";
    }

    @Override
    public List<Wrong> look(Instant now) {
        var wrong = new ArrayList<Wrong>();
        var changing = new HashSet<PlacementKey>();
        var open = jobs.open(null)
                .filter(job -> job.status().startedAt() != null)
                .collectList()
                .blockOptional()
                .orElseThrow();
        for (var job : open) {
            job.order().placements().forEach(placed -> changing.add(key(job, placed.service())));
            if (job.steps().stream().anyMatch(StuckRule::rollsOut)) {
                jobs.detail(job.project(), job.number())
                        .blockOptional()
                        .ifPresent(detail -> wrong.addAll(of(detail, now)));
            }
        }
        observations
                .all()
                .filter(observed -> observed.health() == Health.MOVING && !changing.contains(observed.placement()))
                .collectList()
                .blockOptional()
                .orElseThrow()
                .stream()
                .filter(observed -> movesSince(observed, now.minus(properties.stuckAfter())))
                .forEach(observed -> wrong.add(ofOthers(observed)));
        return wrong;
    }

    private static boolean rollsOut(StepRun run) {
        return ROLLOUTS.contains(run.kind())
                && (run.state() == StepState.RUNNING || run.state() == StepState.WAITING)
                && run.startedAt() != null;
    }

    private List<Wrong> of(JobDetail detail, Instant now) {
        var wrong = new ArrayList<Wrong>();
        for (var run : detail.job().steps()) {
            var begun = run.startedAt();
            if (begun != null && rollsOut(run)) {
                var usual = detail.estimates().get(run.name());
                var took = Duration.between(begun, now);
                if (took.compareTo(limit(usual)) >= 0) {
                    wrong.add(of(detail.job(), run, took, usual));
                }
            }
        }
        return wrong;
    }

    /** What usually takes seconds is not worth a message after a minute. */
    private Duration limit(@Nullable Duration usual) {
        if (usual == null) {
            return properties.stuckAfter();
        }
        var longer = usual.multipliedBy(MUCH_LONGER);
        return longer.compareTo(properties.alertAfter()) < 0 ? properties.alertAfter() : longer;
    }

    private static Wrong of(Job job, StepRun run, Duration took, @Nullable Duration usual) {
        var environment = job.order().environment();
        var what = run.service() == null ? run.title() : run.service();
        return new Wrong(
                job.project() + "/" + job.number() + "/" + run.name(),
                Severity.WARNING,
                new Place(job.project(), environment),
                "The rollout of " + what + " in " + environment + " does not come to an end",
                "Step " + run.title() + " of job #" + job.number() + " takes "
                        + (usual == null
                                ? "more than " + minutes(took)
                                : "more than " + MUCH_LONGER + " times the " + minutes(usual) + " it usually does")
                        + (run.report().summary().isEmpty()
                                ? "."
                                : ": " + run.report().summary()),
                "/projects/" + job.project() + "/jobs/" + job.number());
    }

    private static boolean movesSince(Observed observed, Instant latest) {
        var since = observed.since();
        return since != null && !since.isAfter(latest);
    }

    private static Wrong ofOthers(Observed observed) {
        var key = observed.placement();
        var seen = observed.seen();
        return new Wrong(
                key.toString(),
                Severity.WARNING,
                new Place(key.project(), key.environment()),
                "The rollout of " + key.service() + " in " + key.environment() + " does not come to an end",
                "No job of the portal began it" + (seen == null || seen.note().isEmpty() ? "." : ": " + seen.note()),
                Wrong.page(key));
    }

    private static PlacementKey key(Job job, String service) {
        return new PlacementKey(job.project(), job.order().environment(), service);
    }

    private static String minutes(Duration duration) {
        return duration.toMinutes() == 0 ? duration.toSeconds() + " s" : duration.toMinutes() + " min";
    }
}
