package dev.slipway.job;

import dev.slipway.engine.Work;
import dev.slipway.job.spi.StepResult;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One job in the hands of one worker, until it ends, sleeps or is handed over. One thread owns the job and writes it;
 * what becomes of it is decided by {@link JobAdvance}, {@link StepOutcomes} and {@link JobRest}, which write nothing.
 */
final class JobRun {

    /** How often answers and cancels are looked for without a wake-up. */
    private static final Duration INBOX_EVERY = Duration.ofSeconds(2);

    private final JobStore store;
    private final InstantSource clock;
    private final StepCalls.Hands hands;
    private final RunCalls calls;
    private final RunRules rules;
    private Job saved;
    private Job job;
    private Instant inboxRead;
    private JobStore.Inbox inbox;

    /** What runs are made with. */
    record Tools(StepCalls calls, JobStore store, Gates gates, InstantSource clock) {}

    /**
     * @param claimed the job as the database has it
     * @param job what became of it since
     */
    JobRun(Tools tools, JobStore.Claimed claimed, Job job, StepCalls.Hands hands) {
        this.store = tools.store();
        this.clock = tools.clock();
        this.hands = hands;
        this.calls = new RunCalls(tools.calls(), hands);
        this.saved = claimed.job();
        this.rules = RunRules.of(saved, tools);
        this.job = job;
        this.inbox = claimed.inbox();
        this.inboxRead = now();
    }

    /** Where a run has come to. */
    sealed interface Progress {

        /** @param before the job as it was last saved */
        record Ended(Job before, Job job) implements Progress {}

        record Paused(Work.Outcome outcome) implements Progress {}

        /** A gate says it may never start. */
        record Refused(Job job, String reason) implements Progress {}
    }

    /** Somebody answered, wants it to stop, or has opened a gate. */
    void wake() {
        calls.wake();
    }

    /** What its steps follow has moved. */
    void look() {
        calls.look();
    }

    /**
     * Goes on with the job.
     *
     * @return the ended job, not yet saved; or when to go on
     */
    Progress run() throws InterruptedException {
        try {
            return untilItRests();
        } finally {
            calls.leave();
        }
    }

    private Progress untilItRests() throws InterruptedException {
        while (true) {
            if (!hands.lease().held()) {
                return handOver();
            }
            readInbox();
            job = new JobAdvance(rules, calls, job, now()).with(inbox);
            rules.gates().firstStepsTaken();
            if (job.steps().stream().allMatch(s -> s.state().over())) {
                return new Progress.Ended(saved, job);
            }
            job = job.run(now(), job.cancelling());
            var started = now();
            startCalls(started);
            var asleep = sleep(now());
            if (asleep != null) {
                return asleep;
            }
            save();
            await(started);
        }
    }

    private void readInbox() {
        var now = now();
        if (Duration.between(inboxRead, now).compareTo(INBOX_EVERY) < 0) {
            return;
        }
        inboxRead = now;
        inbox = store.inbox(job.id()).blockOptional().orElse(inbox);
    }

    private void startCalls(Instant now) {
        for (var step : job.steps()) {
            if (step.state() != StepState.RUNNING) {
                continue;
            }
            var session = calls.session(saved, job, step, now);
            if (!session.busy() && !now.isBefore(session.due)) {
                save();
                calls.start(job, step, session);
            }
        }
    }

    /** @param started what was due then has been begun; what has become due since is not waited for */
    private void await(Instant started) throws InterruptedException {
        var now = now();
        var times = job.steps().stream()
                .filter(s -> s.state() == StepState.RUNNING || s.state() == StepState.WAITING)
                .flatMap(
                        s -> Stream.concat(Stream.ofNullable(s.report().until()), rules.limits().deadline(s).stream()));
        var next = Stream.concat(calls.dues(), times)
                .filter(t -> t.isAfter(started))
                .min(Instant::compareTo)
                .map(t -> t.isAfter(now) ? Duration.between(now, t) : Duration.ZERO)
                .filter(d -> d.compareTo(JobRest.SHORT_WAIT) < 0)
                .orElse(JobRest.SHORT_WAIT);
        var event = calls.next(next.toMillis() + 1);
        while (event != null) {
            take(event);
            event = calls.next();
        }
    }

    private void take(RunCalls.Event event) {
        switch (event) {
            case RunCalls.Event.Woken _ -> {
                inboxRead = Instant.EPOCH;
                rules.gates().askAgain();
            }
            case RunCalls.Event.Moved _ -> calls.moved(now());
            case RunCalls.Event.Returned returned -> returned(returned);
        }
    }

    private void returned(RunCalls.Event.Returned returned) {
        var session = returned.session();
        session.returned();
        if (!calls.expects(returned)) {
            return; // given up meanwhile
        }
        var facts = session.desk.facts().get();
        var called = job.step(returned.step()).orElseThrow();
        var step = facts == null ? called : called.show(facts);
        job = job.with(step);
        if (!(returned.answer() instanceof StepCalls.Answer.Result(StepResult.Waiting _))) {
            session.desk.log().finish();
        }
        job = switch (returned.answer()) {
            case StepCalls.Answer.Fenced _ ->
                throw new LeaseLost(job.id(), hands.lease().fence());
            case StepCalls.Answer.Stranded stranded ->
                // Taken up again by a worker with a new lease and a log that can be written, from what is stored.
                throw new DatabaseAway(job.id(), stranded.why());
            case StepCalls.Answer.Planned planned -> {
                planned.actions().forEach(session.desk.log()::line);
                yield job.with(step.plan(now(), planned.actions()));
            }
            case StepCalls.Answer.Result result -> rules.outcomes().apply(job, step, session, result.result(), now());
        };
        if (job.step(returned.step())
                .filter(s -> s.state() == StepState.RUNNING)
                .isEmpty()) {
            calls.forget(step);
        }
    }

    /** Gives the thread back when nothing runs and nothing is due soon. */
    private @Nullable Progress sleep(Instant now) {
        if (calls.busy()) {
            return null;
        }
        var due = JobRest.due(job, calls, rules.gates());
        if (due.isPresent() && JobRest.isShort(due.get(), now)) {
            return null;
        }
        job = JobRest.asleep(job, calls, rules.gates(), now);
        calls.finishLogs();
        save();
        return new Progress.Paused(
                due.<Work.Outcome>map(Work.Outcome.Again::new).orElseGet(Work.Outcome.Done::new));
    }

    private void save() {
        if (!job.equals(saved)) {
            Insistence.on(store.save(saved, job, hands.lease().fence()), hands.lease());
            saved = job;
        }
    }

    /** The portal stops or the lease is lost: waits a little for the calls, saves what may be saved. */
    private Progress handOver() throws InterruptedException {
        var limit = now().plusSeconds(5);
        while (calls.busy() && now().isBefore(limit)) {
            var event = calls.next(100);
            if (event != null) {
                take(event);
            }
        }
        calls.interruptAll();
        save();
        return new Progress.Paused(new Work.Outcome.Again(now()));
    }

    /** Milliseconds, so that a time is the same after it was stored. */
    private Instant now() {
        return Instant.ofEpochMilli(clock.millis());
    }
}
