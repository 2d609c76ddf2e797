package dev.slipway.notification.alert;

import dev.slipway.audit.Actor;
import dev.slipway.audit.AuditEvent;
import dev.slipway.audit.AuditLog;
import dev.slipway.engine.Signals;
import dev.slipway.web.Conflict;
import dev.slipway.web.FieldProblem;
import dev.slipway.web.InvalidInput;
import dev.slipway.web.NotFound;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.JsonNodeFactory;

/** What is wrong, who looks after it, and when it was over; each of it on record, from where it is told. */
@Component
public class Alerts {

    private static final String TOPIC = "alert";
    private static final int LONGEST_NOTE = 500;

    private final AlertRows rows;
    private final AuditLog audit;
    private final Signals signals;
    private final TransactionalOperator transactions;
    private final Clock clock;

    Alerts(AlertRows rows, AuditLog audit, Signals signals, TransactionalOperator transactions, Clock clock) {
        this.rows = rows;
        this.audit = audit;
        this.signals = signals;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Open ones first, then those that are over, the newest first; of one project, or with null of all. */
    public Flux<Alert> of(@Nullable String project, int limit) {
        return rows.of(project, limit);
    }

    /** What is wrong now, in all projects, oldest first. */
    public Flux<Alert> open() {
        return rows.open();
    }

    /** Somebody looks after it. */
    public Mono<Void> acknowledge(String project, long id, @Nullable String note, Actor actor) {
        var text = note == null || note.isBlank() ? null : note.strip();
        if (text != null && text.length() > LONGEST_NOTE) {
            return Mono.error(new InvalidInput(
                    "Nothing was changed.",
                    new FieldProblem("note", "must have at most " + LONGEST_NOTE + " characters", "Shorten it.")));
        }
        return rows.find(project, id)
                .switchIfEmpty(Mono.error(() -> new NotFound("There is no alert " + id + " here.")))
                .flatMap(alert -> rows.acknowledge(id, new Alert.Acknowledgement(actor.name(), clock.instant(), text))
                        .filter(changed -> changed)
                        .switchIfEmpty(
                                Mono.error(() -> new Conflict("It is over, or somebody looks after it already.")))
                        .flatMap(_ -> record(actor, "alert.acknowledge", alert, text)))
                .as(transactions::transactional);
    }

    /** Hints that something changed; hot. */
    public Flux<String> changes() {
        return signals.on(TOPIC);
    }

    Flux<Alert> openOf(String rule) {
        return rows.openOf(rule);
    }

    /** Opens it unless it is open. */
    Mono<Void> open(String rule, AlertRule.Wrong wrong) {
        Instant now = clock.instant();
        return rows.open(rule, wrong, now)
                .map(id -> new Alert(
                        id,
                        rule,
                        wrong.key(),
                        wrong.severity(),
                        wrong.place(),
                        new Alert.Words(wrong.title(), wrong.detail(), wrong.path()),
                        new Alert.Course(now, null, null)))
                .flatMap(alert ->
                        record(Actor.SYSTEM, "alert.open", alert, alert.words().detail()))
                .as(transactions::transactional);
    }

    Mono<Void> resolve(Alert alert) {
        return rows.resolve(alert.id(), clock.instant())
                .filter(changed -> changed)
                .flatMap(_ -> record(Actor.SYSTEM, "alert.resolve", alert, null))
                .as(transactions::transactional);
    }

    private Mono<Void> record(Actor actor, String action, Alert alert, @Nullable String reason) {
        var about = JsonNodeFactory.instance.objectNode();
        about.put("id", alert.id());
        about.put("rule", alert.rule());
        about.put("severity", alert.severity().word());
        about.put("environment", alert.place().environment());
        about.put("title", alert.words().title());
        about.put("detail", alert.words().detail());
        about.put("path", alert.words().path());
        return audit.append(AuditEvent.of(actor, action, alert.place().project(), "alert " + alert.id())
                        .change(null, about.toString())
                        .because(reason))
                .then(signals.send(TOPIC, alert.place().project()));
    }
}
