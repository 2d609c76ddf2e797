package dev.slipway.job;

import dev.slipway.job.StepCalls.Verb;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The calls of one job's steps while one worker has it. They run on threads of their own and report through a queue, to
 * the one thread that owns the job.
 */
final class RunCalls {

    private final StepCalls calls;
    private final StepCalls.Hands hands;
    private final LinkedBlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final Map<String, StepSession> sessions = new HashMap<>();
    private volatile boolean left;

    RunCalls(StepCalls calls, StepCalls.Hands hands) {
        this.calls = calls;
        this.hands = hands;
    }

    /** Something for the owner of the job. */
    sealed interface Event {

        record Woken() implements Event {}

        /** What the steps follow has moved: another look makes sense now. */
        record Moved() implements Event {}

        record Returned(String step, StepSession session, StepCalls.Answer answer) implements Event {}
    }

    void wake() {
        events.add(new Event.Woken());
    }

    void look() {
        events.add(new Event.Moved());
    }

    /** Has the calls that have returned be made again, and those under way once they have. */
    void moved(Instant now) {
        sessions.values().forEach(session -> session.moved(now));
    }

    /** The owner goes: calls that are under way should return soon. */
    void leave() {
        left = true;
    }

    /** The next event; null if there is none within the time. */
    @Nullable
    Event next(long millis) throws InterruptedException {
        return events.poll(millis, TimeUnit.MILLISECONDS);
    }

    @Nullable
    Event next() {
        return events.poll();
    }

    /** @param saved the job as the database has it; an attempt that is not there begins now */
    StepSession session(Job saved, Job job, StepRun step, Instant now) {
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

    void start(Job job, StepRun step, StepSession session) {
        var verb = job.order().dryRun() ? Verb.PLAN : job.cancelling() || session.timedOut ? Verb.CANCEL : Verb.RUN;
        session.cancelling = verb == Verb.CANCEL;
        session.stop.set(false);
        var thread = Thread.ofVirtual()
                .name("job-" + job.id() + "-" + step.name())
                .unstarted(() -> {
                    var answer = calls.call(
                            verb,
                            job,
                            step,
                            session.desk,
                            hands,
                            () -> left || session.stop.get() || !hands.lease().held());
                    events.add(new Event.Returned(step.name(), session, answer));
                });
        session.begin(thread);
        thread.start();
    }

    Optional<StepSession> of(StepRun step) {
        return Optional.ofNullable(sessions.get(step.name()));
    }

    /** False once the call was given up. */
    boolean expects(Event.Returned returned) {
        return sessions.get(returned.step()) == returned.session();
    }

    void forget(StepRun step) {
        sessions.remove(step.name());
    }

    boolean busy() {
        return sessions.values().stream().anyMatch(StepSession::busy);
    }

    /** When each call that has returned is to be made again. */
    Stream<Instant> dues() {
        return sessions.values().stream().filter(s -> !s.busy()).map(s -> s.due);
    }

    void stopAll(Instant now) {
        sessions.values().forEach(session -> {
            session.due = now;
            session.stop(now);
        });
    }

    void interruptAll() {
        sessions.values().forEach(StepSession::interrupt);
    }

    void finishLogs() {
        sessions.values().forEach(session -> session.desk.log().finish());
    }
}
