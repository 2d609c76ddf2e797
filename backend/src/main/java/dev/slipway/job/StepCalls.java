package dev.slipway.job;

import dev.slipway.engine.Lease;
import dev.slipway.job.spi.FailureReport;
import dev.slipway.job.spi.Step;
import dev.slipway.job.spi.StepContext;
import dev.slipway.job.spi.StepResult;
import dev.slipway.logstream.FencedOut;
import dev.slipway.logstream.LogWriter;
import dev.slipway.logstream.SecretNotMaskable;
import dev.slipway.target.ConfigurationValue;
import dev.slipway.target.Fact;
import dev.slipway.target.SecretReference;
import dev.slipway.target.SecretUnavailable;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Calls steps with what they need, and turns whatever they throw into a failure people can read. */
@Component
class StepCalls {

    private static final Logger LOG = LoggerFactory.getLogger(StepCalls.class);

    private final Steps steps;
    private final Places places;
    private final StepMemories memories;
    private final Provenance provenance;
    private final InstantSource clock;

    StepCalls(Steps steps, Places places, StepMemories memories, Provenance provenance, java.time.Clock clock) {
        this.steps = steps;
        this.places = places;
        this.memories = memories;
        this.provenance = provenance;
        this.clock = clock;
    }

    /** What a job's steps are called with while one worker has it. */
    record Hands(Lease lease, LogWriter log, Masks masks) {}

    /** What a call came to. */
    sealed interface Answer {

        record Result(StepResult result) implements Answer {}

        record Planned(List<String> actions) implements Answer {}

        /** Another worker has the job: nothing may be written. */
        record Fenced() implements Answer {}

        /** The portal's own database was not there for the step, which is no failure of the step. */
        record Stranded(String why) implements Answer {}
    }

    /** What is asked of a step. */
    enum Verb {
        RUN,
        CANCEL,
        PLAN
    }

    /** Log, memory and shown facts of one attempt, kept over several calls. */
    record Desk(LogOfStep log, MemoryOfStep memory, AtomicReference<@Nullable List<Fact>> facts) {}

    Desk desk(Job job, StepRun step, boolean fresh, Hands hands) {
        var log = new LogOfStep(hands.log(), step.name());
        var owner = new StepMemories.Owner(job.id(), hands.lease().fence(), step, fresh);
        var memory = new MemoryOfStep(memories, provenance.json(), log, owner);
        if (!fresh) {
            memory.resume();
        } else if (step.attempt() > 1) {
            // So that nothing of the attempts before counts as told by this one.
            memory.mark();
        }
        return new Desk(log, memory, new AtomicReference<>());
    }

    Answer call(Verb verb, Job job, StepRun run, Desk desk, Hands hands, BooleanSupplier stop) {
        return switch (answer(verb, job, run, desk, hands, stop)) {
            case Answer.Result result -> new Answer.Result(hands.masks().mask(result.result()));
            case Answer.Planned planned -> new Answer.Planned(hands.masks().mask(planned.actions()));
            case Answer.Fenced fenced -> fenced;
            case Answer.Stranded stranded -> stranded;
        };
    }

    private Answer answer(Verb verb, Job job, StepRun run, Desk desk, Hands hands, BooleanSupplier stop) {
        var step = steps.find(run.kind());
        if (step.isEmpty()) {
            return failed(FailureReport.of(
                    "There is no step kind " + run.kind() + " in this portal",
                    "Use one of " + String.join(", ", steps.names()) + " in the pipeline."));
        }
        try {
            var answer = call(verb, step.get(), context(job, run, desk, hands, stop));
            if (answer instanceof Answer.Result(StepResult.Waiting _)
                    && desk.log().told()) {
                desk.memory().mark();
            }
            return answer;
        } catch (LeaseLost | FencedOut e) {
            LOG.info("Step {} of job {} stops: {}", run.name(), job.id(), e.getMessage());
            return new Answer.Fenced();
        } catch (InterruptedException e) {
            return failed(FailureReport.of(
                    "It was interrupted before it ended", "Look at what it has done, then run it again."));
        } catch (Exception e) {
            if (Insistence.isAway(e)) {
                return new Answer.Stranded(String.valueOf(e.getMessage()));
            }
            LOG.warn(
                    "Step {} of job {} failed: {}",
                    run.name(),
                    job.id(),
                    hands.masks().trace(e));
            return thrown(e, desk.log());
        }
    }

    private static Answer call(Verb verb, Step step, StepContext context) throws Exception {
        return switch (verb) {
            case RUN -> new Answer.Result(step.run(context));
            case CANCEL -> new Answer.Result(step.cancel(context));
            case PLAN -> new Answer.Planned(step.plan(context));
        };
    }

    private static Answer thrown(Exception e, LogOfStep log) {
        var what = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        try {
            log.line("Failed: " + what);
        } catch (FencedOut fenced) {
            return new Answer.Fenced();
        } catch (IllegalStateException unwritable) {
            return new Answer.Stranded(String.valueOf(unwritable.getMessage()));
        }
        return failed(FailureReport.of(what, "Look at the last lines of the step, remove the cause, and try again."));
    }

    private static Answer failed(FailureReport report) {
        return new Answer.Result(StepResult.Failed.with(report));
    }

    private StepContext context(Job job, StepRun run, Desk desk, Hands hands, BooleanSupplier stop) {
        return new ContextOfStep(
                job,
                run,
                places.placed(job.project(), job.order()),
                desk.log(),
                desk.memory(),
                new ContextOfStep.Surroundings(
                        clock::instant,
                        value -> resolve(value, hands),
                        stop,
                        facts -> desk.facts().set(hands.masks().facts(facts)),
                        provenance::proven,
                        steps.actsOnPlacement(run.kind())));
    }

    private String resolve(ConfigurationValue value, Hands hands) throws SecretUnavailable {
        var resolved = places.resolve(value);
        if (value instanceof ConfigurationValue.Secret secret) {
            hands.masks().add(resolved);
            try {
                hands.log().mask(resolved);
            } catch (SecretNotMaskable e) {
                throw new SecretUnavailable(secret.reference(), "its value cannot be masked: " + e.getMessage());
            }
        }
        return resolved;
    }

    /** From the start no secret of the job's placements reaches the log; one that cannot be read cannot leak either. */
    void maskSecrets(Job job, Hands hands) {
        for (var placement : job.order().placements()) {
            placement.configuration().values().forEach(value -> mask(value, hands));
            maskReferences(placement.settings().json(), hands);
        }
        // A worker that takes a step over does not resolve again what the step was started with.
        job.steps().forEach(run -> maskReferences(run.settings(), hands));
    }

    private void maskReferences(JsonNode settings, Hands hands) {
        var secret = settings.path("secret");
        if (secret.isString() && SecretReference.isWellFormed(secret.stringValue())) {
            mask(new ConfigurationValue.Secret(SecretReference.parse(secret.stringValue())), hands);
        }
        settings.forEach(child -> maskReferences(child, hands));
    }

    private void mask(ConfigurationValue value, Hands hands) {
        try {
            resolve(value, hands);
        } catch (SecretUnavailable e) {
            LOG.debug("Not masked: {}", e.getMessage());
        }
    }

    /** The version a step that failed could go back to, if its target can and something was proven there. */
    @Nullable
    String wayBack(Job job, StepRun run) {
        return steps.find(run.kind()).filter(Step::needsPlacement).isEmpty()
                        || steps.find(Question.ROLLBACK_KIND).isEmpty()
                ? null
                : places.wayBack(job, VerdictOfJob.service(job, run));
    }
}
