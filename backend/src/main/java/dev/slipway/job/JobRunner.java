package dev.slipway.job;

import dev.slipway.engine.Lease;
import dev.slipway.engine.Signals;
import dev.slipway.engine.Work;
import dev.slipway.logstream.FencedOut;
import dev.slipway.logstream.LogStreams;
import java.time.Clock;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Takes a job over, goes on with it, and lets go of it: the durable work behind every job. */
@Component
class JobRunner implements Work {

    /** Signal to the worker of a job: somebody answered, or wants it to stop. */
    static final String WAKE = "job-wake";

    private static final Logger LOG = LoggerFactory.getLogger(JobRunner.class);

    private final JobStore store;
    private final JobDoors doors;
    private final StepCalls calls;
    private final LogStreams logs;
    private final Clock clock;
    private final ConcurrentHashMap<String, JobRun> running = new ConcurrentHashMap<>();

    /** How a job comes in and goes out. */
    @Component
    record JobDoors(JobAdmission admission, Gates gates, JobEnding ending, Signals signals) {}

    JobRunner(JobStore store, JobDoors doors, StepCalls calls, LogStreams logs, Clock clock) {
        this.store = store;
        this.doors = doors;
        this.calls = calls;
        this.logs = logs;
        this.clock = clock;
        doors.signals().on(WAKE).subscribe(this::wake);
        doors.signals().on(FollowedPlacements.LOOK).subscribe(this::look);
    }

    private void wake(String id) {
        var run = running.get(id);
        if (run != null) {
            run.wake();
        }
    }

    private void look(String id) {
        var run = running.get(id);
        if (run != null) {
            run.look();
        }
    }

    @Override
    public String kind() {
        return PlacementLocks.WORK;
    }

    @Override
    public Outcome run(String id, Lease lease) {
        var job = Long.parseLong(id);
        try {
            var claimed = store.claim(job, lease.fence()).blockOptional();
            if (claimed.isPresent()) {
                return goOn(claimed.get(), lease);
            }
            logs.close(job).block(); // it has ended, and its worker may have died before this
            return new Outcome.Done();
        } catch (LeaseLost | FencedOut e) {
            LOG.info("Job {} is left to another worker: {}", id, e.getMessage());
            // Changes nothing where there is another. If there is none, the job had ended without our hearing of it.
            return new Outcome.Again(clock.instant());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Outcome.Again(clock.instant());
        }
    }

    private Outcome goOn(JobStore.Claimed claimed, Lease lease) throws InterruptedException {
        var job = claimed.job();
        var status = job.status();
        var asks = status.startedAt() == null && status.cancel() == null;
        JobRun.Progress progress;
        try (var log = new OpeningLog(() -> logs.open(job.id(), lease.fence()))) {
            // Beside the gates, unless they held the job before: then they may again.
            progress = asks
                    ? admit(claimed, lease, status.waiting() == null ? log.early() : log)
                    : run(claimed, job, lease, log);
        }
        return switch (progress) {
            case JobRun.Progress.Paused paused -> paused.outcome();
            case JobRun.Progress.Ended ended -> {
                doors.ending().end(ended.before(), ended.job(), lease);
                logs.close(job.id()).block();
                yield new Outcome.Done();
            }
            case JobRun.Progress.Refused refused -> {
                doors.ending().refuse(job, refused.job(), refused.reason(), lease);
                logs.close(job.id()).block();
                yield new Outcome.Done();
            }
        };
    }

    private JobRun.Progress admit(JobStore.Claimed claimed, Lease lease, OpeningLog log) throws InterruptedException {
        return switch (doors.admission().ask(claimed)) {
            case JobAdmission.Admission.Go go -> run(claimed, go.job(), lease, log);
            case JobAdmission.Admission.Wait wait -> {
                if (!wait.job().equals(claimed.job())) {
                    Insistence.on(store.save(claimed.job(), wait.job(), lease.fence()), lease);
                }
                yield new JobRun.Progress.Paused(wait.again());
            }
            case JobAdmission.Admission.Refuse refuse -> new JobRun.Progress.Refused(refuse.job(), refuse.reason());
        };
    }

    private JobRun.Progress run(JobStore.Claimed claimed, Job job, Lease lease, OpeningLog log)
            throws InterruptedException {
        var hands = new StepCalls.Hands(lease, log.writer(), new Masks());
        calls.maskSecrets(job, hands);
        var run = new JobRun(new JobRun.Tools(calls, store, doors.gates(), clock), claimed, job, hands);
        var id = Long.toString(job.id());
        running.put(id, run);
        try {
            return run.run();
        } finally {
            running.remove(id, run);
        }
    }
}
