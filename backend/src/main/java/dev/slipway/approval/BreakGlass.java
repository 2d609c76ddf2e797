package dev.slipway.approval;

import dev.slipway.audit.Actor;
import dev.slipway.audit.AuditEvent;
import dev.slipway.audit.AuditLog;
import dev.slipway.engine.Signals;
import dev.slipway.engine.WorkQueue;
import dev.slipway.job.GateChanges;
import dev.slipway.job.Job;
import dev.slipway.job.Jobs;
import dev.slipway.job.spi.Gate;
import dev.slipway.web.Conflict;
import dev.slipway.web.FieldProblem;
import dev.slipway.web.Forbidden;
import dev.slipway.web.InvalidInput;
import dev.slipway.web.NotFound;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.JsonNodeFactory;

/** The loud way past gates that are not open: for a named job, past named gates, with a reason that somebody else reviews. */
@Component
public class BreakGlass {

    private static final int SHORTEST = 10;
    private static final int LONGEST = 2_000;

    private final GlassStore store;
    private final Jobs jobs;
    private final Aftermath aftermath;
    private final ApprovalProperties properties;
    private final Clock clock;

    /** What it changes beside its own record. */
    @Component
    record Aftermath(
            AuditLog audit, GateChanges gates, Signals signals, WorkQueue work, TransactionalOperator transactions) {}

    BreakGlass(GlassStore store, Jobs jobs, Aftermath aftermath, ApprovalProperties properties, Clock clock) {
        this.store = store;
        this.jobs = jobs;
        this.aftermath = aftermath;
        this.properties = properties;
        this.clock = clock;
    }

    /** The gates that hold a job now. */
    public static List<Gate.Standing> holding(Job job) {
        var reading = job.status().gates();
        return job.over() || reading == null ? List.of() : reading.shut();
    }

    /** The job goes on at once if no other gate holds it. */
    public Mono<BrokenGlass> past(long job, Set<String> gates, String reason, Actor actor) {
        return jobs.find(job)
                .switchIfEmpty(Mono.error(() -> new NotFound("There is no job with the id " + job + ".")))
                .flatMap(found -> check(found, gates, reason))
                .flatMap(found ->
                        store.add(glass(found, gates, reason.strip(), actor)).flatMap(glass -> announced(glass, actor)))
                .as(aftermath.transactions()::transactional);
    }

    private static Mono<Job> check(Job job, Set<String> gates, String reason) {
        if (job.over()) {
            return Mono.error(new Conflict("Job #" + job.number() + " has ended."));
        }
        var holding = holding(job).stream().map(Gate.Standing::gate).collect(Collectors.toSet());
        if (gates.isEmpty() || !holding.containsAll(gates)) {
            return Mono.error(new InvalidInput(
                    "No gate was skipped.",
                    new FieldProblem(
                            "gates",
                            "must be gates that hold job #" + job.number() + " now: " + String.join(", ", holding),
                            "Choose those that it must pass.")));
        }
        var length = reason.strip().length();
        if (length < SHORTEST || length > LONGEST) {
            return Mono.error(new InvalidInput(
                    "No gate was skipped.",
                    new FieldProblem(
                            "reason",
                            "must have " + SHORTEST + " to " + LONGEST + " characters",
                            "Say what happens if it waits; somebody else reads it afterwards.")));
        }
        return Mono.just(job);
    }

    private BrokenGlass glass(Job job, Set<String> gates, String reason, Actor actor) {
        var now = Instant.ofEpochMilli(clock.millis());
        return new BrokenGlass(
                0,
                ApprovalGate.subject(job),
                gates.stream().sorted().toList(),
                holding(job).stream()
                        .filter(standing -> gates.contains(standing.gate()))
                        .toList(),
                new BrokenGlass.Breaking(Person.of(actor), reason, now),
                now.plus(properties.reviewWithin()),
                null);
    }

    private Mono<BrokenGlass> announced(BrokenGlass glass, Actor actor) {
        var subject = glass.subject();
        var skipped = JsonNodeFactory.instance.objectNode();
        glass.gates().forEach(skipped.putArray("skipped")::add);
        return record(
                        actor,
                        "glass.break",
                        glass,
                        skipped.toString(),
                        glass.breaking().reason())
                .then(aftermath.gates().changed(subject.project(), subject.environment()))
                .then(aftermath.work().schedule(OverdueReviews.WORK, Long.toString(glass.id()), glass.reviewBy()))
                .thenReturn(glass);
    }

    /** Puts on record that nobody has reviewed it in time; whether that is so. */
    Mono<Boolean> overdue(long id) {
        return store.find(id)
                .filter(glass -> glass.overdue(clock.instant()))
                .flatMap(glass -> record(
                                Actor.SYSTEM,
                                "glass.overdue",
                                glass,
                                null,
                                "Nobody has reviewed it since "
                                        + glass.breaking().at())
                        .thenReturn(true))
                .as(aftermath.transactions()::transactional)
                .defaultIfEmpty(false);
    }

    /** Ends the review; only somebody other than who broke the glass can. */
    public Mono<BrokenGlass> review(long id, String note, Actor actor) {
        var text = note.strip();
        if (text.isEmpty() || text.length() > LONGEST) {
            return Mono.error(new InvalidInput(
                    "The review is still open.",
                    new FieldProblem("note", "must have 1 to " + LONGEST + " characters", "Say what you found.")));
        }
        return store.find(id)
                .switchIfEmpty(Mono.error(() -> new NotFound("There is no review " + id + ".")))
                .flatMap(glass -> {
                    var hindrance = glass.hindrance(Person.of(actor));
                    return hindrance == null ? closed(glass, text, actor) : Mono.error(new Forbidden(hindrance));
                })
                .as(aftermath.transactions()::transactional);
    }

    private Mono<BrokenGlass> closed(BrokenGlass glass, String note, Actor actor) {
        var review = new BrokenGlass.Review(Person.of(actor), note, Instant.ofEpochMilli(clock.millis()));
        return store.close(glass.id(), review)
                .filter(closed -> closed)
                .switchIfEmpty(Mono.error(() -> new Conflict("Somebody has reviewed it already.")))
                .then(record(actor, "glass.review", glass, null, note))
                .then(store.find(glass.id()));
    }

    private Mono<Void> record(Actor actor, String action, BrokenGlass glass, @Nullable String after, String reason) {
        var subject = glass.subject();
        return aftermath
                .audit()
                .append(AuditEvent.of(actor, action, subject.project(), "job #" + subject.number())
                        .change(null, after)
                        .because(reason))
                .then(aftermath.signals().send(Rounds.TOPIC, ""));
    }

    /** Reviews that are open, the most urgent first. */
    public Flux<BrokenGlass> open() {
        return store.open();
    }

    /** Reviews that are closed, the newest first. */
    public Flux<BrokenGlass> closed(int limit, String @Nullable [] projects) {
        return store.closed(limit, projects);
    }

    public Flux<BrokenGlass> ofJob(long job) {
        return store.ofJob(job);
    }
}
