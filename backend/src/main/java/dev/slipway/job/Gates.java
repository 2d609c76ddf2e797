package dev.slipway.job;

import dev.slipway.catalog.Catalog;
import dev.slipway.job.spi.Gate;
import dev.slipway.job.spi.Gate.Change;
import dev.slipway.job.spi.Gate.Moment;
import dev.slipway.job.spi.Gate.Question;
import dev.slipway.job.spi.Gate.Standing;
import dev.slipway.job.spi.GateSkips;
import dev.slipway.job.spi.Step;
import dev.slipway.target.PlacementKey;
import dev.slipway.web.Waiting;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Asks all gates, for a job or for something that nobody has asked for yet: "when can this ship?". */
@Component
public class Gates {

    private static final Logger LOG = LoggerFactory.getLogger(Gates.class);

    private final List<Gate> gates;
    private final ObjectProvider<GateSkips> skips;
    private final Catalog catalog;
    private final Steps steps;
    private final Clock clock;

    Gates(ObjectProvider<Gate> gates, ObjectProvider<GateSkips> skips, Catalog catalog, Steps steps, Clock clock) {
        this.gates = gates.orderedStream().toList();
        this.skips = skips;
        this.catalog = catalog;
        this.steps = steps;
        this.clock = clock;
    }

    /** How the gates of an environment stand for these changes; empty when there is no such environment. */
    public Mono<GateReading> look(String project, String environment, List<Change> changes) {
        return catalog.project(project)
                .flatMap(found -> Mono.justOrEmpty(found.environment(environment)))
                .flatMap(at -> Mono.fromCallable(() -> all(Question.look(project, at, changes, now())))
                        .subscribeOn(Waiting.THREADS));
    }

    /** How the gates stand for a job that has not ended, with nothing hanging on it. */
    public Mono<GateReading> look(Job job) {
        return Waiting.call(() -> ask(job, null, Moment.LOOK));
    }

    /** Whether any gate is asked for the job: a dry run, and one that changes nothing, passes. */
    boolean guard(Job job) {
        return !job.order().dryRun()
                && job.order().pipeline().steps().stream()
                        .anyMatch(step ->
                                steps.find(step.kind()).map(Step::changes).orElse(true));
    }

    /** Whether gates are asked again before a step run: it changes something, and is not a way back from a failure. */
    boolean guard(StepRun step) {
        return !step.kind().equals(dev.slipway.job.Question.ROLLBACK_KIND)
                && steps.find(step.kind()).map(Step::changes).orElse(true);
    }

    /** All gates for a job that wants to start, or for a step run of it; blocks. */
    GateReading ask(Job job, @Nullable StepRun step, Moment moment) {
        var order = job.order();
        var at = now();
        var environment = catalog.project(job.project())
                .blockOptional()
                .flatMap(project -> project.environment(order.environment()));
        if (environment.isEmpty()) {
            var gone = Standing.refused(
                    "definition",
                    "Environment defined",
                    "There is no environment " + order.environment() + " in the definition of " + job.project()
                            + " any more");
            return new GateReading(List.of(gone), at);
        }
        return all(new Question(job.project(), environment.get(), changes(job, step), run(job, step), moment, at));
    }

    private static List<Change> changes(Job job, @Nullable StepRun step) {
        var environment = job.order().environment();
        return job.order().placements().stream()
                .filter(placement ->
                        step == null || step.service() == null || step.service().equals(placement.service()))
                .map(placement -> new Change(
                        new PlacementKey(job.project(), environment, placement.service()), placement.version()))
                .toList();
    }

    private static Gate.Run run(Job job, @Nullable StepRun step) {
        var order = job.order();
        return new Gate.Run(
                job.id(),
                job.number(),
                order.pipeline().key(),
                order.pipeline().version(),
                order.requestedBy(),
                order.requestedAt(),
                job.status().startedAt(),
                step == null ? null : step.name());
    }

    /** Side by side, because who waits for the job waits for the slowest only; told in the gates' order. */
    private GateReading all(Question question) {
        var standings = Flux.fromIterable(gates)
                .flatMapSequential(
                        gate -> Mono.fromCallable(() -> ask(gate, question).toList())
                                .subscribeOn(Waiting.THREADS),
                        Math.max(1, gates.size()))
                .flatMapIterable(each -> each)
                .collectList()
                .block();
        return new GateReading(skipped(question, Objects.requireNonNull(standings)), question.at());
    }

    /** Every gate was asked, so that the record says what was skipped. */
    private List<Standing> skipped(Question question, List<Standing> standings) {
        var run = question.job();
        if (run == null || standings.stream().allMatch(s -> s.state() == Gate.State.OPEN)) {
            return standings;
        }
        var why = new HashMap<String, String>();
        skips.forEach(skip -> why.putAll(skip.of(run.id())));
        return standings.stream()
                .map(s -> s.state() == Gate.State.OPEN || !why.containsKey(s.gate())
                        ? s
                        : Standing.open(s.gate(), s.title(), why.get(s.gate()) + " (" + s.reason() + ")"))
                .toList();
    }

    private static Stream<Standing> ask(Gate gate, Question question) {
        try {
            return gate.ask(question).stream();
        } catch (Exception e) {
            LOG.warn("Gate {} cannot tell how it stands for {}", gate.name(), question, e);
            var why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            return Stream.of(Standing.unknown(gate.name(), gate.name(), "It cannot be told: " + why));
        }
    }

    private Instant now() {
        return Instant.ofEpochMilli(clock.millis());
    }
}
