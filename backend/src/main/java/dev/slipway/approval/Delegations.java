package dev.slipway.approval;

import dev.slipway.audit.Actor;
import dev.slipway.audit.AuditEvent;
import dev.slipway.audit.AuditLog;
import dev.slipway.identity.Account;
import dev.slipway.web.FieldProblem;
import dev.slipway.web.InvalidInput;
import dev.slipway.web.NotFound;
import io.r2dbc.spi.Readable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.JsonNodeFactory;

/** Who decides in whose place. */
@Component
public class Delegations {

    static final Duration LONGEST = Duration.ofDays(60);

    private final DatabaseClient database;
    private final Takers takers;
    private final AuditLog audit;
    private final TransactionalOperator transactions;
    private final Clock clock;

    Delegations(
            DatabaseClient database, Takers takers, AuditLog audit, TransactionalOperator transactions, Clock clock) {
        this.database = database;
        this.takers = takers;
        this.audit = audit;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Those that hold now, the newest first. */
    public Flux<Delegation> all() {
        return database.sql("""
            select d.id, d.from_user, f.name as from_name, d.to_user, t.name as to_name, d.until, d.note
              from approval_delegation d join account f on f.user_name = d.from_user
                   join account t on t.user_name = d.to_user
             where d.ended_at is null and d.until > :now order by d.id desc\
            """)
                .bind("now", clock.instant())
                .map(Delegations::read)
                .all();
    }

    /** Those in whose place the person may decide now. */
    /** Those who may approve somewhere. */
    public Flux<Account> takers() {
        return takers.all();
    }

    Flux<Person> to(String userName) {
        return all().filter(d -> d.to().userName().equals(userName)).map(Delegation::from);
    }

    public Mono<Delegation> give(Actor actor, String to, Instant until, String note) {
        var from = Person.of(actor);
        var now = clock.instant();
        if (!until.isAfter(now) || until.isAfter(now.plus(LONGEST))) {
            return Mono.error(invalid(
                    "until",
                    "must be a time within " + LONGEST.toDays() + " days from now",
                    "Name when you are back."));
        }
        if (to.equals(from.userName())) {
            return Mono.error(invalid("to", "must be somebody else", "Choose who decides in your place."));
        }
        return takers.all()
                .filter(account -> account.userName().equals(to))
                .singleOrEmpty()
                .switchIfEmpty(Mono.error(() ->
                        invalid("to", "must be somebody who may approve, and '" + to + "' may not", "Choose another.")))
                .flatMap(account -> insert(
                        new Delegation(0, from, new Person(account.userName(), account.name()), until, note.strip())))
                .flatMap(given ->
                        audit.append(event(actor, "approval.delegate", given)).thenReturn(given))
                .as(transactions::transactional);
    }

    private Mono<Delegation> insert(Delegation given) {
        return database.sql("""
            insert into approval_delegation (from_user, to_user, until, note, created_at)
            values (:from, :to, :until, :note, :at) returning id\
            """)
                .bind("from", given.from().userName())
                .bind("to", given.to().userName())
                .bind("until", given.until())
                .bind("note", given.note())
                .bind("at", clock.instant())
                .mapValue(Long.class)
                .one()
                .map(id -> new Delegation(id, given.from(), given.to(), given.until(), given.note()));
    }

    /** Only who gave it takes it back. */
    public Mono<Void> end(Actor actor, long id) {
        return all().filter(d -> d.id() == id
                        && d.from().userName().equals(Person.of(actor).userName()))
                .singleOrEmpty()
                .switchIfEmpty(Mono.error(() -> new NotFound("You have given no such delegation that still holds.")))
                .flatMap(given -> database.sql("update approval_delegation set ended_at = :now where id = :id")
                        .bind("now", clock.instant())
                        .bind("id", id)
                        .then()
                        .then(audit.append(event(actor, "approval.delegate-end", given))))
                .as(transactions::transactional);
    }

    private static AuditEvent event(Actor actor, String action, Delegation given) {
        var after = JsonNodeFactory.instance
                .objectNode()
                .put("to", given.to().userName())
                .put("until", given.until().toString());
        return AuditEvent.of(actor, action, null, "person " + given.from().userName())
                .change(null, after.toString())
                .because(given.note().isEmpty() ? null : given.note());
    }

    private static InvalidInput invalid(String field, String rule, String remedy) {
        return new InvalidInput("Nobody was put in your place.", new FieldProblem(field, rule, remedy));
    }

    private static Delegation read(Readable row) {
        return new Delegation(
                Objects.requireNonNull(row.get("id", Long.class)),
                new Person(text(row, "from_user"), text(row, "from_name")),
                new Person(text(row, "to_user"), text(row, "to_name")),
                Objects.requireNonNull(row.get("until", Instant.class)),
                text(row, "note"));
    }

    private static String text(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, String.class), column);
    }
}
