package dev.slipway.dashboard.grid;

import dev.slipway.web.FieldProblem;
import dev.slipway.web.InvalidInput;
import dev.slipway.web.NotFound;
import dev.slipway.web.StaleWrite;
import io.r2dbc.spi.Readable;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Views of the grid, each person's their own. */
@Component
public class SavedViews {

    private static final int MOST = 50;
    private static final int LONGEST_NAME = 60;
    private static final String RETURNING = " returning id, name, query, first, version, saved_at";

    private final DatabaseClient database;
    private final TransactionalOperator transactions;
    private final Clock clock;

    SavedViews(DatabaseClient database, TransactionalOperator transactions, Clock clock) {
        this.database = database;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** By name. */
    public Flux<SavedView> of(String person) {
        return database.sql("select id, name, query, first, version, saved_at from grid_view"
                        + " where person = :person order by lower(name)")
                .bind("person", person)
                .map(SavedViews::read)
                .all();
    }

    /** The view the grid begins with; empty if they chose none. */
    public Mono<SavedView> first(String person) {
        return of(person).filter(SavedView::first).next();
    }

    /** Under a name they use already, it takes the other's place. */
    public Mono<SavedView> save(String person, String name, String query, boolean first) {
        var called = name.strip();
        return named(called)
                .then(alone(person))
                .thenMany(of(person))
                .filter(view -> !view.name().equalsIgnoreCase(called))
                .count()
                .filter(others -> others < MOST)
                .switchIfEmpty(Mono.error(() -> new InvalidInput(
                        "The view is not saved.",
                        new FieldProblem("name", "must be one of at most " + MOST + " views", "Remove another."))))
                .then(first ? begin(person, -1) : Mono.empty())
                .then(Mono.defer(() -> insert(person, called, query, first)))
                .as(transactions::transactional);
    }

    /**
     * Lets the grid begin with it, or with none.
     *
     * @param version that the person saw; fails with {@link StaleWrite} if it was changed since
     */
    public Mono<SavedView> beginWith(String person, long id, boolean first, int version) {
        return alone(person)
                .then(write(person, id, version, new Wanted(null, null, first)))
                .as(transactions::transactional);
    }

    /**
     * Another name, query and choice for it.
     *
     * @param version that the person saw; fails with {@link StaleWrite} if it was changed since
     */
    public Mono<SavedView> change(String person, long id, int version, String name, String query, boolean first) {
        var called = name.strip();
        return alone(person)
                .then(named(called))
                .thenMany(of(person))
                .filter(view -> view.id() != id && view.name().equalsIgnoreCase(called))
                .next()
                .flatMap(other -> Mono.<SavedView>error(new InvalidInput(
                        "The view is not changed.",
                        new FieldProblem("name", "must not be that of another of your views", "Choose another."))))
                .then(Mono.defer(() -> write(person, id, version, new Wanted(called, query, first))))
                .as(transactions::transactional);
    }

    /** What a view is to be; a name or query that is null stays. */
    private record Wanted(@Nullable String name, @Nullable String query, boolean first) {}

    private Mono<SavedView> write(String person, long id, int version, Wanted wanted) {
        var update = database.sql("update grid_view set name = coalesce(:name, name), query = coalesce(:query, query),"
                        + " first = :first, version = version + 1, saved_at = :at"
                        + " where id = :id and person = :person and version = :version" + RETURNING)
                .bind("name", Parameter.fromOrEmpty(wanted.name(), String.class))
                .bind("query", Parameter.fromOrEmpty(wanted.query(), String.class))
                .bind("first", wanted.first())
                .bind("at", now())
                .bind("id", id)
                .bind("person", person)
                .bind("version", version)
                .map(SavedViews::read)
                .all()
                .singleOrEmpty();
        return (wanted.first() ? begin(person, id) : Mono.<Void>empty())
                .then(update)
                .switchIfEmpty(Mono.defer(() -> refused(person, id)));
    }

    public Mono<Void> remove(String person, long id) {
        return database.sql("delete from grid_view where id = :id and person = :person")
                .bind("id", id)
                .bind("person", person)
                .fetch()
                .rowsUpdated()
                .filter(gone -> gone > 0)
                .switchIfEmpty(Mono.error(() -> new NotFound("There is no view " + id + " of yours.")))
                .then();
    }

    private static Mono<Void> named(String name) {
        return name.isEmpty() || name.length() > LONGEST_NAME
                ? Mono.error(new InvalidInput(
                        "The view is not saved.",
                        new FieldProblem(
                                "name", "must have 1 to " + LONGEST_NAME + " characters", "Name what it shows.")))
                : Mono.empty();
    }

    /** Holds up what else the person saves until this is done: two browsers would both make theirs the first. */
    private Mono<Void> alone(String person) {
        return database.sql("select count(pg_advisory_xact_lock(hashtextextended('grid_view ' || :person, 0)))")
                .bind("person", person)
                .then();
    }

    /** No other than this one is first. */
    private Mono<Void> begin(String person, long id) {
        return database.sql("update grid_view set first = false, version = version + 1"
                        + " where person = :person and first and id <> :id")
                .bind("person", person)
                .bind("id", id)
                .then();
    }

    private Mono<SavedView> insert(String person, String name, String query, boolean first) {
        return database.sql("insert into grid_view (person, name, query, first, saved_at)"
                        + " values (:person, :name, :query, :first, :at)"
                        + " on conflict (person, lower(name)) do update set name = excluded.name,"
                        + " query = excluded.query, first = excluded.first, version = grid_view.version + 1,"
                        + " saved_at = excluded.saved_at" + RETURNING)
                .bind("person", person)
                .bind("name", name)
                .bind("query", query)
                .bind("first", first)
                .bind("at", now())
                .map(SavedViews::read)
                .all()
                .single();
    }

    private Mono<SavedView> refused(String person, long id) {
        return of(person)
                .filter(view -> view.id() == id)
                .next()
                .flatMap(_ -> Mono.<SavedView>error(
                        new StaleWrite("The view was changed meanwhile. Look at it again, then choose.")))
                .switchIfEmpty(Mono.error(() -> new NotFound("There is no view " + id + " of yours.")));
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static SavedView read(Readable row) {
        return new SavedView(
                Objects.requireNonNull(row.get("id", Long.class)),
                Objects.requireNonNull(row.get("name", String.class)),
                Objects.requireNonNull(row.get("query", String.class)),
                Boolean.TRUE.equals(row.get("first", Boolean.class)),
                Objects.requireNonNull(row.get("version", Integer.class)),
                Objects.requireNonNull(row.get("saved_at", Instant.class)));
    }
}
