package dev.slipway.job;

import dev.slipway.engine.Work;
import dev.slipway.job.spi.StepResult;
import dev.slipway.target.Outcome;
import dev.slipway.target.Proof;
import dev.slipway.target.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One job in the hands of one worker, until it ends, sleeps or is handed over. One thread owns the job and writes it;
 * what becomes of it is decided by {@link StepGraph}, {@link StepGates}, {@link GivenAnswers}, {@link Cancelling},
 * {@link StepOutcomes} and {@link JobRest}, which write nothing.
 */
final class JobRun {

    /** How often answers and cancels are looked for without a wake-up. */
    private static final Duration INBOX_EVERY = Duration.ofSeconds(2);

    private final JobStore store;
    private final InstantSource clock;
    private final StepCalls.Hands hands;
    private final RunCalls calls;
    private final Rules rules;
    private Job saved;
    private Job job;
    private Instant inboxRead = Instant.EPOCH;
    private JobStore.Inbox inbox = new JobStore.Inbox(null, List.of());

    /** What runs are made with. */
    record Tools(StepCalls calls, JobStore store, Gates gates, InstantSource clock) {}

    /** What decides over the job. */
    private record Rules(
            StepGraph graph, StepLimits limits, StepGates gates, GivenAnswers answers, StepOutcomes outcomes) {

        static Rules of(Job saved, Tools tools) {
            var graph = new StepGraph(saved.order().pipeline().steps());
            var admitted = saved.status().startedAt() == null;
            return new Rules(
                    graph,
                    new StepLimits(graph),
                    new StepGates(tools.gates(), graph, saved, admitted),
                    new GivenAnswers(tools.calls()),
                    new StepOutcomes(graph, tools.calls()));
        }
    }

    /** @param saved the job as the database has it, before what was done to it since */
    JobRun(Tools tools, Job saved, Job job, StepCalls.Hands hands) {
        this.store = tools.store();
        this.clock = tools.clock();
        this.hands = hands;
        this.calls = new RunCalls(tools.calls(), hands);
        this.rules = Rules.of(saved, tools);
        this.saved = saved;
        this.job = job;
    }

    /** Where a run has come to. */
    sealed interface Progress {

        /** @param before the job as it was last saved */
        record Ended(Job before, Job job) implements Progress {}

        record Paused(Work.Outcome outcome) implements Progress {}
    }

    /** Somebody answered, wants it to stop, or has opened a gate. */
    void wake() {
        calls.wake();
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
            advance();
            rules.gates().firstStepsTaken();
            if (job.steps().stream().allMatch(s -> s.state().over())) {
                return new Progress.Ended(saved, job);
            }
            job = job.run(now(), job.cancelling());
            startCalls(now());
            var asleep = sleep(now());
            if (asleep != null) {
                return asleep;
            }
            save();
            await();
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

    private void advance() {
        var now = now();
        if (inbox.cancel() != null && job.status().state() != JobState.CANCELLING) {
            cancel(inbox.cancel(), now);
        }
        for (var step : job.steps()) {
            if (step.state() == StepState.DECIDING) {
                job = rules.answers().apply(job, step, inbox.answers(), now);
            }
        }
        for (var name : job.steps().stream().map(StepRun::name).toList()) {
            job.step(name).ifPresent(step -> advance(step, now));
        }
        // A skip or an answer may have made it another's turn.
        var again = job.steps().stream()
                .filter(s -> s.state() == StepState.PENDING && !rules.gates().holds(s))
                .anyMatch(s -> !(turn(s) instanceof StepGraph.Turn.Wait));
        if (again) {
            advance();
        }
    }

    private void advance(StepRun step, Instant now) {
        switch (step.state()) {
            case PENDING -> {
                switch (turn(step)) {
                    case StepGraph.Turn.Wait _ -> {}
                    case StepGraph.Turn.Skip skip -> job = job.with(step.skip(now, skip.why()));
                    case StepGraph.Turn.Start _ -> begin(step, now);
                }
            }
            case WAITING -> {
                if (step.startedAt() == null && due(step, now)) {
                    begin(step, now);
                } else if (due(step, now)) {
                    job = job.with(step.resume());
                }
            }
            case RUNNING -> watch(step, now);
            default -> {}
        }
    }

    private StepGraph.Turn turn(StepRun step) {
        return rules.graph().turn(step, job.steps(), job.order().dryRun());
    }

    private boolean due(StepRun step, Instant now) {
        var until = step.report().until();
        return until == null || !now.isBefore(until) || job.cancelling();
    }

    /** Starts a step, if the gates let it pass at this moment. */
    private void begin(StepRun step, Instant now) {
        var gates = rules.gates();
        if (!gates.guards(step)) {
            job = job.with(step.start(now));
        } else if (!gates.holds(step, now)) {
            var asked = gates.ask(job, step, now);
            job = job.read(asked.reading());
            switch (asked.pass()) {
                case StepGates.Pass.Go _ -> job = job.with(step.start(now));
                case StepGates.Pass.Hold _ -> {}
                case StepGates.Pass.Stop stop ->
                    cancel(new Job.Cancel(stop.refusal().title(), stop.refusal().reason(), now), now);
            }
        }
    }

    private void cancel(Job.Cancel cancel, Instant now) {
        job = Cancelling.begin(job, cancel, now);
        rules.gates().askAgain();
        calls.stopAll(now);
    }

    /** Presses a call that should stop, and stops one whose time is up. */
    private void watch(StepRun step, Instant now) {
        var session = calls.of(step).orElse(null);
        if (session == null) {
            return;
        }
        if (rules.limits().timedOut(step, now) && !job.cancelling()) {
            session.timedOut = true;
            if (!session.cancelling) {
                session.stop(now);
                session.due = now;
            }
        }
        if (session.pressed(now) || rules.limits().endless(job, step, now)) {
            calls.forget(step);
            var unknown = new Verdict(
                    Outcome.UNKNOWN,
                    "Step " + step.name() + " did not stop when it was told to; what it left behind is unknown",
                    Proof.none(now));
            job = job.with(step.cancel(now, unknown.reason(), unknown, null));
        }
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

    private void await() throws InterruptedException {
        var now = now();
        var times = job.steps().stream()
                .filter(s -> s.state() == StepState.RUNNING || s.state() == StepState.WAITING)
                .flatMap(
                        s -> Stream.concat(Stream.ofNullable(s.report().until()), rules.limits().deadline(s).stream()));
        var next = Stream.concat(calls.dues(), times)
                .filter(t -> t.isAfter(now))
                .min(Instant::compareTo)
                .map(t -> Duration.between(now, t))
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
            case RunCalls.Event.Returned returned -> returned(returned);
        }
    }

    private void returned(RunCalls.Event.Returned returned) {
        var session = returned.session();
        session.returned();
        if (!calls.expects(returned)) {
            return; // given up meanwhile
        }
        var step = job.step(returned.step()).orElseThrow();
        if (!(returned.answer() instanceof StepCalls.Answer.Result(StepResult.Waiting _))) {
            session.desk.log().finish();
        }
        job = switch (returned.answer()) {
            case StepCalls.Answer.Fenced _ ->
                throw new LeaseLost(job.id(), hands.lease().fence());
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
            store.save(saved, job, hands.lease().fence()).block();
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
