package dev.slipway.job;

import dev.slipway.target.Outcome;
import dev.slipway.target.Proof;
import dev.slipway.target.Verdict;
import java.time.Instant;

/** Takes a job as far as it gets at one moment: what people want, whose turn it is, gates, and time limits. */
final class JobAdvance {

    private final RunRules rules;
    private final RunCalls calls;
    private final Instant now;
    private Job job;

    JobAdvance(RunRules rules, RunCalls calls, Job job, Instant now) {
        this.rules = rules;
        this.calls = calls;
        this.job = job;
        this.now = now;
    }

    /** @param inbox what people left for the worker */
    Job with(JobStore.Inbox inbox) {
        if (inbox.cancel() != null && job.status().state() != JobState.CANCELLING) {
            cancel(inbox.cancel());
        }
        var changed = true;
        while (changed) {
            for (var step : job.steps()) {
                if (step.state() == StepState.DECIDING) {
                    job = rules.answers().apply(job, step, inbox.answers(), now);
                }
            }
            for (var name : job.steps().stream().map(StepRun::name).toList()) {
                job.step(name).ifPresent(this::advance);
            }
            // A skip or an answer may have made it another's turn.
            changed = job.steps().stream()
                    .filter(s ->
                            s.state() == StepState.PENDING && !rules.gates().holds(s))
                    .anyMatch(s -> !(turn(s) instanceof StepGraph.Turn.Wait));
        }
        return job;
    }

    private void advance(StepRun step) {
        switch (step.state()) {
            case PENDING -> {
                switch (turn(step)) {
                    case StepGraph.Turn.Wait _ -> {}
                    case StepGraph.Turn.Skip skip -> job = job.with(step.skip(now, skip.why()));
                    case StepGraph.Turn.Start _ -> begin(step);
                }
            }
            case WAITING -> {
                if (step.startedAt() == null && due(step)) {
                    begin(step);
                } else if (due(step)) {
                    job = job.with(step.resume());
                }
            }
            case RUNNING -> watch(step);
            default -> {}
        }
    }

    private StepGraph.Turn turn(StepRun step) {
        return rules.graph().turn(step, job.steps(), job.order().dryRun());
    }

    private boolean due(StepRun step) {
        var until = step.report().until();
        return until == null || !now.isBefore(until) || job.cancelling();
    }

    /** Starts a step, if the gates let it pass at this moment. */
    private void begin(StepRun step) {
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
                    cancel(new Job.Cancel(stop.refusal().title(), stop.refusal().reason(), now));
            }
        }
    }

    private void cancel(Job.Cancel cancel) {
        job = Cancelling.begin(job, cancel, now);
        rules.gates().askAgain();
        calls.stopAll(now);
    }

    /** Presses a call that should stop, and stops one whose time is up. */
    private void watch(StepRun step) {
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
}
