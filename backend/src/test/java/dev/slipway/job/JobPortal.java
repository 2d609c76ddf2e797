package dev.slipway.job;

import dev.slipway.artifact.ArtifactReference;
import dev.slipway.target.DeploymentTarget;
import dev.slipway.target.TargetSettings;
import dev.slipway.testing.Await;
import dev.slipway.testing.TestDatabase;
import dev.slipway.web.ProblemException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import reactor.util.retry.Retry;

/** The part of a portal that runs jobs, with a real target and real steps; for scenarios of other modules. */
public final class JobPortal implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final TestPortal portal;

    /**
     * Jobs that deploy the service {@code web} of the project {@code shop}.
     *
     * @param steps what pipelines are made of; one of the kind {@code deploy}
     */
    public record Work(TargetSettings settings, Function<String, ArtifactReference> artifacts, List<Object> steps) {}

    /**
     * How a job ended.
     *
     * @param remedy what its page says to do; empty where nothing failed
     */
    public record Told(String outcome, String reason, String remedy, String log) {}

    /** @param heartbeat after four of them without one, others take its jobs over */
    public JobPortal(Duration heartbeat, TestDatabase database, DeploymentTarget target, Work work) {
        var shop = new PlacedShop(target.kind(), work.settings(), work.artifacts());
        var beans = new java.util.ArrayList<Object>(work.steps());
        beans.add(target);
        portal = new TestPortal(heartbeat, database, shop, beans.toArray()).start();
    }

    /**
     * Starts a job; dev queues it behind another one of the service, prod refuses it.
     *
     * @return its id
     */
    public long deploy(String environment, String version) {
        return portal.start("deploy", environment, TestPortal.web(version)).id();
    }

    /** How a start is refused. */
    public Told refused(String environment, String version) {
        try {
            var job = portal.start("deploy", environment, TestPortal.web(version));
            return new Told("accepted", "#" + job.number(), "", "");
        } catch (ProblemException e) {
            var remedy = e.problems().isEmpty() ? "" : e.problems().getFirst().remedy();
            return new Told("refused", String.valueOf(e.getMessage()), remedy, "");
        }
    }

    public boolean isOver(long job) {
        return find(job).over();
    }

    public boolean isRunning(long job) {
        return find(job).status().state() == JobState.RUNNING;
    }

    /** What a job waits for; empty unless it does. */
    public String waitsFor(long job) {
        var waiting = find(job).status().waiting();
        return waiting == null ? "" : waiting.reason();
    }

    /** Waits until the job has ended. */
    public Told end(long job) {
        Await.until("job " + job + " ends", PATIENCE, () -> isOver(job));
        var over = find(job);
        var verdict = Objects.requireNonNull(over.status().verdict());
        var remedy = over.failed().map(step -> remedy(step)).orElse("");
        return new Told(
                verdict.outcome().name(),
                verdict.reason(),
                Objects.requireNonNullElse(remedy, ""),
                String.join("\n", portal.log(over)));
    }

    private static @Nullable String remedy(StepRun step) {
        var failure = step.report().failure();
        return failure == null ? null : failure.remedy();
    }

    /** A database that was away may be so for a moment longer. */
    private Job find(long job) {
        return Objects.requireNonNull(portal.jobs
                .find(job)
                .retryWhen(Retry.fixedDelay(100, Duration.ofMillis(100))
                        .filter(e -> e instanceof DataAccessResourceFailureException))
                .block());
    }

    @Override
    public void close() {
        portal.close();
    }
}
