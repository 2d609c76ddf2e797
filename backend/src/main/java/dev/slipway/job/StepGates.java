package dev.slipway.job;

import dev.slipway.job.spi.Gate;
import dev.slipway.pipeline.StepDefinition.When;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Lets steps of a running job pass the gates, which are asked again before each step that changes something. What leads
 * back from a failure is never held.
 */
final class StepGates {

    private final Gates gates;
    private final StepGraph graph;
    private final boolean guarded;
    private final Map<String, Held> held = new HashMap<>();
    private boolean admitted;

    /** @param admitted whether the job's gates were asked just now, before it started */
    StepGates(Gates gates, StepGraph graph, Job job, boolean admitted) {
        this.gates = gates;
        this.graph = graph;
        this.guarded = gates.guard(job);
        this.admitted = admitted;
    }

    /** A step that a gate holds. */
    record Held(GateReading reading, Instant until) {}

    /** Whether a step may start. */
    sealed interface Pass {

        /** It may. */
        record Go() implements Pass {}

        /** Not now. */
        record Hold() implements Pass {}

        /** Never: the job is to stop. */
        record Stop(Gate.Standing refusal) implements Pass {}
    }

    /** What the gates said, and what follows. */
    record Asked(GateReading reading, Pass pass) {}

    /** From now on every step asks for itself. */
    void firstStepsTaken() {
        admitted = false;
    }

    /** Something may have opened. */
    void askAgain() {
        held.clear();
    }

    /** Whether it was found closed a moment ago. */
    boolean holds(StepRun step, Instant now) {
        var before = held.get(step.name());
        return before != null && now.isBefore(before.until());
    }

    boolean guards(StepRun step) {
        var leadsBack = graph.definition(step.step())
                .filter(d -> d.when() == When.FAILURE)
                .isPresent();
        return guarded && !admitted && !leadsBack && gates.guard(step);
    }

    /** Asks for a step that it {@link #guards}; blocks. */
    Asked ask(Job job, StepRun step, Instant now) {
        var reading = gates.ask(job, step, Gate.Moment.STEP);
        var refusal = reading.refusal();
        if (refusal.isPresent()) {
            return new Asked(reading, new Pass.Stop(refusal.get()));
        }
        if (reading.open()) {
            held.remove(step.name());
            return new Asked(reading, new Pass.Go());
        }
        held.put(step.name(), new Held(reading, JobAdmission.lookAgain(reading, now)));
        return new Asked(reading, new Pass.Hold());
    }

    /** When each held step asks again. */
    Stream<Instant> dues() {
        return held.values().stream().map(Held::until);
    }

    boolean holds(StepRun step) {
        return held.containsKey(step.name());
    }

    /** What the job waits for, if a gate holds one of its steps. */
    Optional<Waiting> waiting() {
        return held.values().stream()
                .findFirst()
                .map(h -> new Waiting(
                        Waiting.For.GATE, h.reading().reason(), h.reading().next()));
    }
}
