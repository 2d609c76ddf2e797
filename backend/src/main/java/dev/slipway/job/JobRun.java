package dev.slipway.job;

import dev.slipway.engine.Work;
import dev.slipway.job.spi.FailureReport;
import dev.slipway.job.spi.StepResult;
import dev.slipway.job.spi.StepResult.AwaitingDecision;
import dev.slipway.job.spi.StepResult.Cancelled;
import dev.slipway.job.spi.StepResult.Failed;
import dev.slipway.job.spi.StepResult.Succeeded;
import dev.slipway.target.Outcome;
import dev.slipway.target.Proof;
import dev.slipway.target.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One job in the hands of one worker, until it ends, sleeps or is handed over. One thread owns the job and writes it;
 * calls of steps run on threads of their own and report through a queue.
 */
final class JobRun {

    /** Longer waits give the thread back. */
    private static final Duration SHORT_WAIT = Duration.ofSeconds(1);

    /** Waits that are worth telling people about. */
    private static final Duration LONG_WAIT = Duration.ofSeconds(5);

    /** How often answers and cancels are looked for without a wake-up. */
    private static final Duration INBOX_EVERY = Duration.ofSeconds(2);

    /** A cancel ends after this time, whatever the step says. */
    private static final Duration CANCEL_LIMIT = Duration.ofMinutes(15);

    private final StepCalls calls;
    private final JobStore store;
    private final InstantSource clock;
    private final StepCalls.Hands hands;
    private final StepGraph graph;
    private final LinkedBlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final Map<String, StepSession> sessions = new HashMap<>();
    private Job saved;
    private Job job;
    private volatile boolean left;
    private Instant inboxRead = Instant.EPOCH;
    private JobStore.Inbox inbox = new JobStore.Inbox(null, List.of());

    /** @param saved the job as the database has it, before what was done to it since */
    JobRun(Job saved, Job job, StepCalls.Hands hands, StepCalls calls, JobStore store, InstantSource clock) {
        this.calls = calls;
        this.store = store;
        this.clock = clock;
        this.hands = hands;
        this.graph = new StepGraph(job.order().pipeline().steps());
        this.saved = saved;
        this.job = job;
    }

    private sealed interface Event {

        record Woken() implements Event {}

        record Returned(String step, StepSession session, StepCalls.Answer answer) implements Event {}
    }

    /** Somebody answered, or wants it to stop. */
    void wake() {
        events.add(new Event.Woken());
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
            left = true;
        }
    }

    private Progress untilItRests() throws InterruptedException {
        while (true) {
            if (!hands.lease().held()) {
                return handOver();
            }
            readInbox();
            advance();
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

    /** Where a run has come to. */
    sealed interface Progress {

        /** @param before the job as it was last saved */
        record Ended(Job before, Job job) implements Progress {}

        record Paused(Work.Outcome outcome) implements Progress {}
    }

    // --- what people want ---

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
            beginCancel(inbox.cancel(), now);
        }
        for (var step : job.steps()) {
            if (step.state() == StepState.DECIDING) {
                answer(step, now);
            }
        }
        for (var step : job.steps()) {
            if (step.state() == StepState.PENDING) {
                takeTurn(step, now);
            } else if (step.state() == StepState.WAITING && due(step, now)) {
                job = job.with(step.startedAt() == null ? step.start(now) : step.resume());
            } else if (step.state() == StepState.RUNNING) {
                watch(step, now);
            }
        }
        // A skip or an answer may have made it another's turn.
        var again = job.steps().stream()
                .filter(s -> s.state() == StepState.PENDING)
                .anyMatch(s -> !(graph.turn(s, job.steps(), job.order().dryRun()) instanceof StepGraph.Turn.Wait));
        if (again) {
            advance();
        }
    }

    private void beginCancel(Job.Cancel cancel, Instant now) {
        job = job.cancel(cancel);
        for (var step : job.steps()) {
            if (step.state() == StepState.PENDING) {
                job = job.with(step.cancel(now, "Not started", null, null));
            } else if (step.state().underWay() && step.startedAt() == null) {
                job = job.with(step.cancel(
                        now,
                        "Not tried again",
                        step.report().verdict(),
                        step.report().failure()));
            } else if (aboutFailure(step)) {
                var report = step.report();
                job = job.with(step.cancel(now, report.summary(), report.verdict(), report.failure()));
            } else if (step.state() == StepState.DECIDING || step.state() == StepState.WAITING) {
                job = job.with(step.resume());
            }
        }
        sessions.values().forEach(session -> {
            session.due = now;
            session.stop(now);
        });
    }

    private static boolean aboutFailure(StepRun step) {
        var question = step.report().question();
        return step.state() == StepState.DECIDING && question != null && question.about() == Question.About.FAILURE;
    }

    private void takeTurn(StepRun step, Instant now) {
        switch (graph.turn(step, job.steps(), job.order().dryRun())) {
            case StepGraph.Turn.Wait _ -> {}
            case StepGraph.Turn.Skip skip -> job = job.with(step.skip(now, skip.why()));
            case StepGraph.Turn.Start _ -> job = job.with(step.start(now));
        }
    }

    private void answer(StepRun step, Instant now) {
        var question = step.report().question();
        if (question == null) {
            job = job.with(step.resume());
            return;
        }
        var given = inbox.answers().stream()
                .filter(a -> a.stepRun().equals(step.name()) && a.askedAt().equals(question.askedAt()))
                .findFirst();
        if (given.isPresent()) {
            answered(step, question, given.get(), now);
        } else if (question.expires() != null && !now.isBefore(question.expires())) {
            var nobody = FailureReport.of("Nobody answered in time: " + question.text(), "Run the job again.");
            job = job.with(step.fail(now, nobody, null, List.of()));
        } else if (question.about() == Question.About.STEP && step.report().until() != null && due(step, now)) {
            job = job.with(step.lookAgain());
        }
    }

    private void answered(StepRun step, Question question, JobStore.Given given, Instant now) {
        var answer = new StepRun.Answer(step.attempt(), given.choice(), given.note(), given.by(), given.at());
        var goesOn = step.answer(answer);
        if (question.about() == Question.About.STEP) {
            sessions.remove(step.name());
            job = job.with(goesOn);
            return;
        }
        job = switch (given.choice()) {
            case Question.RETRY -> job.with(goesOn.retry(now, "Tried again by " + given.by()));
            case Question.IGNORE -> job.with(goesOn.stay(StepState.IGNORED, now));
            case Question.ROLL_BACK -> withWayBack(job.with(goesOn.stay(StepState.FAILED, now)), goesOn);
            default -> job.with(goesOn.stay(StepState.FAILED, now));
        };
    }

    private Job withWayBack(Job failed, StepRun step) {
        var version = calls.wayBack(failed, step);
        if (version == null) {
            return failed;
        }
        var service = VerdictOfJob.service(failed, step);
        var name = "roll-back/" + service;
        if (failed.step(name).isPresent()) {
            return failed;
        }
        var settings = step.settings().objectNode();
        settings.put("version", version);
        var back = new StepRun(
                name,
                name,
                "Roll back " + service,
                Question.ROLLBACK_KIND,
                service,
                settings,
                StepState.PENDING,
                1,
                null,
                null,
                StepRun.Report.EMPTY);
        return failed.with(
                Stream.concat(failed.steps().stream(), Stream.of(back)).toList());
    }

    // --- time ---

    private boolean due(StepRun step, Instant now) {
        var until = step.report().until();
        return until == null || !now.isBefore(until) || job.cancelling();
    }

    /** Presses a call that should stop, and stops one whose time is up. */
    private void watch(StepRun step, Instant now) {
        var session = sessions.get(step.name());
        if (session == null) {
            return;
        }
        if (deadline(step).filter(limit -> !now.isBefore(limit)).isPresent() && !job.cancelling()) {
            session.timedOut = true;
            if (!session.cancelling) {
                session.stop(now);
                session.due = now;
            }
        }
        if (session.pressed(now) || endless(step, now)) {
            sessions.remove(step.name());
            var unknown = new Verdict(
                    Outcome.UNKNOWN,
                    "Step " + step.name() + " did not stop when it was told to; what it left behind is unknown",
                    Proof.none(now));
            job = job.with(step.cancel(now, unknown.reason(), unknown, null));
        }
    }

    private boolean endless(StepRun step, Instant now) {
        var cancel = job.status().cancel();
        var since = job.cancelling() && cancel != null ? Optional.of(cancel.at()) : deadline(step);
        return since.filter(t -> Duration.between(t, now).compareTo(CANCEL_LIMIT) > 0)
                .isPresent();
    }

    /** Waiting for a person does not count: after an answer the time begins anew. */
    private Optional<Instant> deadline(StepRun step) {
        var timeout = graph.definition(step.step()).map(d -> d.timeout());
        var started = step.startedAt();
        if (timeout.isEmpty() || started == null) {
            return Optional.empty();
        }
        var answer = step.report().answer();
        var from = answer != null
                        && answer.attempt() == step.attempt()
                        && answer.at().isAfter(started)
                ? answer.at()
                : started;
        return timeout.map(from::plus);
    }

    // --- calls ---

    private void startCalls(Instant now) {
        for (var step : job.steps()) {
            if (step.state() != StepState.RUNNING) {
                continue;
            }
            var session = session(step, now);
            if (!session.busy() && !now.isBefore(session.due)) {
                save();
                start(step, session);
            }
        }
    }

    private StepSession session(StepRun step, Instant now) {
        var known = sessions.get(step.name());
        if (known != null && known.attempt == step.attempt()) {
            return known;
        }
        var fresh = saved.step(step.name())
                .map(s -> s.startedAt() == null || s.attempt() != step.attempt())
                .orElse(true);
        var session = new StepSession(step.attempt(), calls.desk(job, step, fresh, hands), now);
        if (fresh) {
            session.desk.log().line(step.attempt() == 1 ? step.title() : step.title() + ", attempt " + step.attempt());
        }
        sessions.put(step.name(), session);
        return session;
    }

    private void start(StepRun step, StepSession session) {
        var verb = job.order().dryRun()
                ? StepCalls.Verb.PLAN
                : job.cancelling() || session.timedOut ? StepCalls.Verb.CANCEL : StepCalls.Verb.RUN;
        session.cancelling = verb == StepCalls.Verb.CANCEL;
        session.stop.set(false);
        var current = job;
        var thread = Thread.ofVirtual()
                .name("job-" + job.id() + "-" + step.name())
                .unstarted(() -> {
                    var answer = calls.call(
                            verb,
                            current,
                            step,
                            session.desk,
                            hands,
                            () -> left || session.stop.get() || !hands.lease().held());
                    events.add(new Event.Returned(step.name(), session, answer));
                });
        session.begin(thread);
        thread.start();
    }

    private void await() throws InterruptedException {
        var now = now();
        var next = Stream.concat(
                        sessions.values().stream().filter(s -> !s.busy()).map(s -> s.due),
                        job.steps().stream()
                                .filter(s -> s.state() == StepState.RUNNING || s.state() == StepState.WAITING)
                                .flatMap(s -> Stream.concat(
                                        Stream.ofNullable(s.report().until()), deadline(s).stream())))
                .filter(t -> t.isAfter(now))
                .min(Instant::compareTo)
                .map(t -> Duration.between(now, t))
                .filter(d -> d.compareTo(SHORT_WAIT) < 0)
                .orElse(SHORT_WAIT);
        var event = events.poll(next.toMillis() + 1, TimeUnit.MILLISECONDS);
        while (event != null) {
            take(event);
            event = events.poll();
        }
    }

    private void take(Event event) {
        switch (event) {
            case Event.Woken _ -> inboxRead = Instant.EPOCH;
            case Event.Returned returned -> returned(returned);
        }
    }

    private void returned(Event.Returned returned) {
        var session = returned.session();
        session.returned();
        if (sessions.get(returned.step()) != session) {
            return; // given up meanwhile
        }
        var step = job.step(returned.step()).orElseThrow();
        var waits = returned.answer() instanceof StepCalls.Answer.Result(StepResult.Waiting _);
        if (!waits) {
            session.desk.log().finish();
        }
        switch (returned.answer()) {
            case StepCalls.Answer.Fenced _ ->
                throw new LeaseLost(job.id(), hands.lease().fence());
            case StepCalls.Answer.Planned planned -> {
                planned.actions().forEach(session.desk.log()::line);
                end(step.plan(now(), planned.actions()));
            }
            case StepCalls.Answer.Result result -> apply(step, session, result.result());
        }
    }

    private void apply(StepRun step, StepSession session, StepResult result) {
        var now = now();
        switch (result) {
            case Succeeded done -> end(step.succeed(now, done.summary(), done.verdict(), done.findings()));
            case StepResult.Waiting waiting -> {
                var stopWanted = (job.cancelling() || session.timedOut) && !session.cancelling;
                session.due = stopWanted ? now : waiting.until();
                job = job.with(step.progress(waiting.summary(), waiting.fraction()));
            }
            case AwaitingDecision question when job.cancelling() || session.timedOut -> session.due = now;
            case AwaitingDecision question -> {
                sessions.remove(step.name());
                job = job.with(step.ask(asked(step, question, now), question.lookAgain()));
            }
            case Failed failed
            when session.timedOut -> failed(step, timeout(step, failed.report().what()), failed);
            case Failed failed -> failed(step, failed.report(), failed);
            case Cancelled cancelled
            when session.timedOut && !job.cancelling() -> {
                var report = timeout(step, cancelled.summary());
                failed(step, report, new Failed(report, cancelled.verdict(), List.of(), true));
            }
            case Cancelled cancelled -> end(step.cancel(now, cancelled.summary(), cancelled.verdict(), null));
        }
    }

    /** A question that is asked again is the same one, so that an answer given meanwhile counts. */
    private static Question asked(StepRun step, AwaitingDecision question, Instant now) {
        var before = step.report().question();
        var askedAt = now;
        if (before != null
                && before.text().equals(question.question())
                && before.choices().equals(question.choices())) {
            askedAt = before.askedAt();
        }
        return new Question(Question.About.STEP, question.question(), question.choices(), askedAt, question.expires());
    }

    private FailureReport timeout(StepRun step, String summary) {
        var limit = graph.definition(step.step()).map(d -> d.timeout()).orElse(Duration.ZERO);
        return FailureReport.of(
                "Timed out after " + told(limit) + ": " + summary,
                "Look at the last lines, give the step more time in the pipeline if it needs it, and try again.");
    }

    private static String told(Duration time) {
        return time.toSeconds() < 1
                ? time.toMillis() + " ms"
                : time.toString().substring(2).toLowerCase();
    }

    private void failed(StepRun step, FailureReport report, Failed failed) {
        var now = now();
        var rolledBack = failed.verdict() != null && failed.verdict().outcome() == Outcome.ROLLED_BACK;
        var retry = graph.definition(step.step()).map(d -> d.retry()).orElse(NO_RETRY);
        sessions.remove(step.name());
        if (job.cancelling() || job.order().dryRun()) {
            end(step.fail(now, report, failed.verdict(), failed.findings()));
        } else if (failed.retryable() && !rolledBack && step.attempt() < retry.attempts()) {
            var pause = retry.backOff().multipliedBy(1L << Math.min(step.attempt() - 1, 16));
            job = job.with(step.retry(now.plus(pause), "Attempt " + step.attempt() + " failed: " + report.what()));
        } else if (job.order().onFailure() == OnFailure.ASK && !rolledBack) {
            job = job.with(step.askAboutFailure(report, failed.verdict(), failed.findings(), whatNow(step, now)));
        } else {
            end(step.fail(now, report, failed.verdict(), failed.findings()));
        }
    }

    private static final dev.slipway.pipeline.StepDefinition.Retry NO_RETRY =
            dev.slipway.pipeline.StepDefinition.Retry.NONE;

    private Question whatNow(StepRun step, Instant now) {
        var back = calls.wayBack(job, step);
        var choices = back == null
                ? List.of(Question.RETRY, Question.IGNORE, Question.FAIL)
                : List.of(Question.RETRY, Question.IGNORE, Question.ROLL_BACK, Question.FAIL);
        return new Question(Question.About.FAILURE, step.title() + " failed. What now?", choices, now, null);
    }

    private void end(StepRun ended) {
        sessions.remove(ended.name());
        job = job.with(ended);
    }

    // --- rest ---

    /** Gives the thread back when nothing runs and nothing is due soon. */
    private @Nullable Progress sleep(Instant now) {
        if (sessions.values().stream().anyMatch(StepSession::busy)) {
            return null;
        }
        var due = Stream.concat(
                        sessions.values().stream().map(s -> s.due),
                        job.steps().stream()
                                .filter(s -> s.state() == StepState.WAITING || s.state() == StepState.DECIDING)
                                .flatMap(s -> Stream.ofNullable(s.report().until())))
                .min(Instant::compareTo);
        if (due.isPresent() && Duration.between(now, due.get()).compareTo(SHORT_WAIT) <= 0) {
            return null;
        }
        for (var step : job.steps()) {
            var session = sessions.get(step.name());
            if (step.state() == StepState.RUNNING && session != null) {
                var report = step.report();
                job = job.with(step.waitUntil(session.due, report.summary(), report.fraction()));
            }
        }
        sessions.values().forEach(session -> session.desk.log().finish());
        job = asleep(now, due);
        save();
        return new Progress.Paused(
                due.<Work.Outcome>map(Work.Outcome.Again::new).orElseGet(Work.Outcome.Done::new));
    }

    private Job asleep(Instant now, Optional<Instant> due) {
        if (job.cancelling()) {
            return job;
        }
        var question = job.steps().stream()
                .filter(s -> s.state() == StepState.DECIDING)
                .findFirst();
        if (question.isPresent()) {
            var text = question.get().report().question();
            return job.await(new Waiting(
                    Waiting.For.DECISION, text == null ? question.get().title() : text.text(), due.orElse(null)));
        }
        if (due.isPresent() && Duration.between(now, due.get()).compareTo(LONG_WAIT) > 0) {
            var waiting = job.steps().stream()
                    .filter(s -> s.state() == StepState.WAITING)
                    .findFirst();
            return job.await(new Waiting(
                    Waiting.For.TIME, waiting.map(s -> s.report().summary()).orElse(""), due.get()));
        }
        return job;
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
        while (sessions.values().stream().anyMatch(StepSession::busy) && now().isBefore(limit)) {
            var event = events.poll(100, TimeUnit.MILLISECONDS);
            if (event != null) {
                take(event);
            }
        }
        sessions.values().forEach(StepSession::interrupt);
        save();
        return new Progress.Paused(new Work.Outcome.Again(now()));
    }

    /** Milliseconds, so that a time is the same after it was stored. */
    private Instant now() {
        return Instant.ofEpochMilli(clock.millis());
    }
}
