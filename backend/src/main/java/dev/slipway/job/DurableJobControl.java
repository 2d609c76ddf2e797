package dev.slipway.job;

import dev.slipway.audit.Actor;
import dev.slipway.web.Conflict;
import dev.slipway.web.FieldProblem;
import dev.slipway.web.InvalidInput;
import dev.slipway.web.NotFound;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** What people do to jobs, each in one transaction with its record and the work it asks for. */
@Component
class DurableJobControl implements JobControl {

    private final JobOrders orders;
    private final NewJobs newJobs;
    private final JobAnswers answers;
    private final JobPreviews previews;
    private final TransactionalOperator transactions;

    /** Jobs of a project are numbered without gaps, so that its counter is locked until each new job is committed. */
    private final Turnstile numbering = new Turnstile(3);

    DurableJobControl(
            JobOrders orders,
            NewJobs newJobs,
            JobAnswers answers,
            JobPreviews previews,
            TransactionalOperator transactions) {
        this.orders = orders;
        this.newJobs = newJobs;
        this.answers = answers;
        this.previews = previews;
        this.transactions = transactions;
    }

    @Override
    public Mono<Job> start(JobRequest request) {
        var key = request.idempotencyKey();
        if (key == null) {
            return orders.check(request).flatMap(checked -> add(request, checked));
        }
        if (key.isBlank() || key.length() > 255) {
            return Mono.error(new InvalidInput(
                    "The Idempotency-Key cannot be used",
                    new FieldProblem("Idempotency-Key", "must have 1 to 255 characters", "Send a UUID.")));
        }
        var earlier = Mono.defer(() -> answers.byKey(request.project(), key))
                .flatMap(known -> known.hash().equals(newJobs.hash(request))
                        ? answers.job(known.id())
                        : Mono.error(new Conflict(
                                "Another request was sent with this Idempotency-Key",
                                new FieldProblem(
                                        "Idempotency-Key",
                                        "must be new for a request with another content",
                                        "Send a new key."))));
        return earlier.switchIfEmpty(Mono.defer(() -> orders.check(request).flatMap(checked -> add(request, checked)))
                .onErrorResume(DuplicateKeyException.class, e -> earlier)
                // the equal request may be what holds the lock that this one was refused for
                .onErrorResume(Conflict.class, e -> earlier.switchIfEmpty(Mono.error(e))));
    }

    private Mono<Job> add(JobRequest request, JobOrders.Checked checked) {
        var order = checked.order();
        var key = request.idempotencyKey();
        var draft = new NewJobs.Draft(
                request.project(),
                order,
                new StepGraph(order.pipeline().steps()).runs(order.placements()),
                orders.changes(order),
                key,
                key == null ? null : newJobs.hash(request));
        return numbering.take(
                newJobs.add(draft, checked.environment().whenLocked()).as(transactions::transactional));
    }

    @Override
    public Mono<Job> cancel(long job, String reason, Actor actor) {
        return answers.cancel(job, reason, actor)
                .as(transactions::transactional)
                .then(answers.job(job));
    }

    @Override
    public Mono<Boolean> takeBack(long job, String reason, Actor actor) {
        return answers.takeBack(job, reason, actor).as(transactions::transactional);
    }

    @Override
    public Mono<Job> decide(long job, String stepRun, String choice, @Nullable String note, Actor actor) {
        return answers.decide(job, stepRun, choice, note == null ? "" : note.strip(), actor)
                .as(transactions::transactional)
                .then(answers.job(job));
    }

    @Override
    public Mono<Job> rerun(long job, @Nullable String from, Actor actor) {
        return answers.job(job)
                .flatMap(old -> orders.check(again(old, actor)).flatMap(checked -> rerun(old, from, actor, checked)));
    }

    private static JobRequest again(Job old, Actor actor) {
        var order = old.order();
        return new JobRequest(
                old.project(),
                order.pipeline().key(),
                order.environment(),
                order.placements().stream()
                        .map(p -> new JobRequest.ServiceVersion(p.service(), p.version()))
                        .toList(),
                order.dryRun(),
                order.onFailure(),
                null,
                order.note(),
                actor,
                order.whenSame());
    }

    private Mono<Job> rerun(Job old, @Nullable String from, Actor actor, JobOrders.Checked checked) {
        if (!old.over()) {
            return Mono.error(new Conflict(
                    "Job #" + old.number() + " has not ended",
                    new FieldProblem("id", "must be a job that has ended", "Cancel it, or wait for its end.")));
        }
        var order = checked.order().rerunOf(old, actor);
        var graph = new StepGraph(order.pipeline().steps());
        var steps = graph.runs(order.placements());
        if (from != null) {
            if (graph.definition(from).isEmpty()) {
                return Mono.error(new NotFound(
                        "The pipeline has no step " + from,
                        new FieldProblem("from", "must be a step of the pipeline", "Name one of its steps.")));
            }
            Instant now = order.requestedAt();
            steps = graph.from(from, steps, s -> s.skip(now, "Not run again, see #" + old.number()));
        }
        var draft = new NewJobs.Draft(old.project(), order, steps, orders.changes(order), null, null);
        return numbering.take(
                newJobs.add(draft, checked.environment().whenLocked()).as(transactions::transactional));
    }

    @Override
    public Mono<JobPreview> preview(JobRequest request) {
        return orders.check(request).flatMap(checked -> previews.of(request.project(), checked.order()));
    }
}
