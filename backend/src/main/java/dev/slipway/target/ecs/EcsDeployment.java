package dev.slipway.target.ecs;

import dev.slipway.target.CancelMode;
import dev.slipway.target.Fact;
import dev.slipway.target.Fact.Tone;
import dev.slipway.target.Outcome;
import dev.slipway.target.Progress.Symptom;
import dev.slipway.target.Proof;
import dev.slipway.target.TargetEvent;
import dev.slipway.target.TargetEvent.Level;
import dev.slipway.target.Verdict;
import dev.slipway.target.Verdict.Change;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One deployment and all that must be remembered of it, as it is kept in the database. */
final class EcsDeployment {

    private static final int STOPS_KEPT = 5;

    final Kind kind;
    final Instant startedAt;
    final Attempt forward;

    /** Where it returns to when it fails. */
    @Nullable
    KeptRevision lastVerified;

    /** The way back that Slipway itself began, if it did. */
    @Nullable
    Attempt back;

    /** Why it returns or returned. */
    String trouble = "";

    /** What it came to grief of, if anybody but ECS knows. */
    @Nullable
    Cause cause;

    /** Why the first task that failed ended; empty if none did. */
    String stopped = "";

    /** Whether the service did not exist before it. */
    boolean created;

    /** Whether the revision ran already, so that nothing was replaced. */
    boolean unchanged;

    /** What was changed of the service while its tasks stayed, one line a change. */
    List<String> settled = new ArrayList<>();

    /** Whether that changes how many tasks there are. */
    boolean resized;

    /** Why nothing is left to do but to let the tasks end, after which it has failed. */
    @Nullable
    String emptying;

    /** What hindered it that is no fault of the release's; empty if nothing did. */
    String hindrance = "";

    /** How many tasks the service wanted at the last look; -1 before the first. */
    int desired = -1;

    /** Looks in a row that saw nothing new. */
    int quiet;

    /** Whether this ECS knows of no service deployments. */
    boolean withoutServiceDeployments;

    @Nullable
    CancelMode cancelled;

    /** When it was told to stop because its time was up. */
    @Nullable
    Instant stoppedAt;

    /** Since when it is being proven. */
    @Nullable
    Instant provingSince;

    /** Questions people have answered, by key. */
    TreeMap<String, String> answers = new TreeMap<>();

    List<TargetEvent> events = new ArrayList<>();

    /** Service events and tasks that were told of. */
    Set<String> told = new LinkedHashSet<>();

    /** What the service looked like at the last look, to see whether anything changed. */
    String fingerprint = "";

    @Nullable
    Symptom symptom;

    @Nullable
    Verdict verdict;

    /** How it stood at the last look. */
    List<Fact> standing = new ArrayList<>();

    /** The tasks that ended badly, the last ones last. */
    List<Fact> stops = new ArrayList<>();

    /** Tasks whose last lines are read once more. */
    List<LateLines> late = new ArrayList<>();

    /** Requests to AWS so far. */
    long calls;

    EcsDeployment(Kind kind, Instant startedAt, Attempt forward) {
        this.kind = kind;
        this.startedAt = startedAt;
        this.forward = forward;
    }

    /** What was asked for. */
    enum Kind {
        DEPLOY,
        FORCE,
        ROLLBACK
    }

    /** What Slipway knows that ECS does not say. */
    enum Cause {
        DECIDED,
        DELETED,
        OTHER_BYTES,
        SUPERSEDED,
        TIME,
        UNPROVEN
    }

    /** Whether only the service around the tasks was changed. */
    boolean isSettling() {
        return unchanged && !settled.isEmpty() && back == null;
    }

    /** What is followed now. */
    Attempt current() {
        return back == null ? forward : back;
    }

    String version() {
        return forward.revision.version();
    }

    boolean ended() {
        return verdict != null;
    }

    void event(Instant at, Level level, String message) {
        events.add(new TargetEvent(events.size() + 1L, at, level, message));
    }

    /** Remembers why it returns; the first reason is the one. */
    void trouble(String why) {
        if (trouble.isEmpty()) {
            // ECS's own reasons are sentences; this is a part of ours.
            trouble = why.isBlank() ? "ECS gave no reason" : why.strip().replaceFirst("\\.$", "");
        }
    }

    /** Why it failed, and whether the release is to blame. */
    String blame() {
        return hindrance.isEmpty()
                ? trouble
                : trouble + " (ECS had no room, which is not the release's fault: " + hindrance + ")";
    }

    void fail(String why, Proof proof) {
        end(
                cancelled == CancelMode.ROLL_BACK ? Outcome.CANCELLED : Outcome.FAILED,
                version() + " failed: " + why,
                proof);
    }

    void end(Outcome outcome, String reason, Proof proof) {
        var change = unchanged && back == null && !isSettling() ? Change.NONE : Change.MADE;
        verdict = new Verdict(outcome, reason, proof, change);
    }

    /** A task that ended badly; of many, the first ones tell as much as all. */
    void stopped(Fact why) {
        if (stops.size() < STOPS_KEPT) {
            stops.add(why);
        }
    }

    /** More of what a task printed last was seen. */
    void printed(LateLines task, List<String> lines) {
        stops.replaceAll(fact -> fact.name().equals(task.name()) ? fact.explained(fact.details(), lines) : fact);
        var known = symptom;
        if (known != null && known.instance().equals(task.instance())) {
            symptom = new Symptom(known.instance(), known.exitCode(), lines, known.healthAnswer());
        }
    }

    List<Fact> facts() {
        var facts = new ArrayList<>(standing);
        facts.add(Fact.of("Requests to AWS", Tone.NEUTRAL, Long.toString(calls)));
        facts.addAll(stops);
        return facts;
    }

    List<TargetEvent> eventsAfter(long cursor) {
        return events.stream().filter(event -> event.cursor() > cursor).toList();
    }

    /** Once it has ended, tells what it took; to be called after each step. */
    void closing(Instant at) {
        if (verdict != null && told.add("end")) {
            event(
                    at,
                    switch (verdict.outcome()) {
                        case SUCCEEDED -> Level.GOOD;
                        case ROLLED_BACK, CANCELLED -> Level.WARN;
                        case FAILED, UNKNOWN -> Level.BAD;
                    },
                    verdict.outcome() + " after " + calls + " requests to AWS");
        }
    }
}
