package dev.slipway.freeze;

import dev.slipway.audit.Actor;
import dev.slipway.audit.AuditEvent;
import dev.slipway.catalog.Catalog;
import dev.slipway.identity.Place;
import dev.slipway.web.FieldProblem;
import dev.slipway.web.InvalidInput;
import dev.slipway.web.NotFound;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Locks of people on placements and environments. */
@Component
public class Locks {

    private static final Duration LONGEST = Duration.ofDays(90);

    private static final String INSERT = """
        insert into person_lock (project, environment, service, owner_id, owner, reason, since, expires_at)
        values (:project, :environment, :service, :ownerId, :owner, :reason, :since, :expires) returning *
        """;

    private final DatabaseClient database;
    private final HoldRows rows;
    private final Catalog catalog;
    private final Changes changes;

    Locks(DatabaseClient database, HoldRows rows, Catalog catalog, Changes changes) {
        this.database = database;
        this.rows = rows;
        this.catalog = catalog;
        this.changes = changes;
    }

    /**
     * A lock as somebody asks for it.
     *
     * @param service null for all of the environment
     * @param lasts null if it stays until somebody opens it
     */
    public record Request(
            String project,
            @Nullable String environment,
            @Nullable String service,
            @Nullable String reason,
            @Nullable Duration lasts) {

        public Place place() {
            return new Place(project, FreezeRequest.given(environment), FreezeRequest.given(service));
        }
    }

    /** Locks of a project that have not expired, oldest first. */
    public Flux<Lock> of(String project) {
        return rows.locks(project, changes.now());
    }

    public Mono<Lock> lock(Request request, Actor actor) {
        var why = FreezeRequest.given(request.reason());
        if (why == null) {
            return invalid("reason", "must say why", "Write one sentence for those whom it holds.");
        }
        var lasts = request.lasts();
        if (lasts != null && (!lasts.isPositive() || lasts.compareTo(LONGEST) > 0)) {
            return invalid("lasts", "must be a time of at most " + LONGEST.toDays() + " days", "Shorten it.");
        }
        return catalog.project(request.project())
                .switchIfEmpty(Mono.error(() -> new NotFound("There is no project " + request.project())))
                .flatMap(project -> {
                    var environment = FreezeRequest.given(request.environment());
                    var service = FreezeRequest.given(request.service());
                    if (environment == null || project.environment(environment).isEmpty()) {
                        return invalid("environment", "must be one of the project", "Choose one.");
                    }
                    if (service != null && project.service(service).isEmpty()) {
                        return invalid("service", "must be one of the project", "Choose one, or none.");
                    }
                    return changes.change(
                            project.key(),
                            environment,
                            insert(request, environment, service, why, actor),
                            lock -> AuditEvent.of(actor, "lock.take", project.key(), "lock on " + lock.told())
                                    .because(why));
                });
    }

    /** Whoever may lock may open a lock, also another's; the record says so. */
    public Mono<Void> open(String project, long id, Actor actor) {
        return of(project)
                .filter(lock -> lock.id() == id)
                .collectList()
                .flatMap(found -> Mono.justOrEmpty(found.stream().findFirst()))
                .switchIfEmpty(Mono.error(() -> new NotFound("There is no lock with the id " + id)))
                .flatMap(lock -> changes.change(
                        project,
                        lock.environment(),
                        database.sql("delete from person_lock where id = :id")
                                .bind("id", id)
                                .then()
                                .thenReturn(lock),
                        gone -> AuditEvent.of(
                                actor, "lock.open", project, "lock of " + gone.owner() + " on " + gone.told())))
                .then();
    }

    private Mono<Lock> insert(Request request, String environment, @Nullable String service, String why, Actor actor) {
        var now = changes.now();
        var lasts = request.lasts();
        @Nullable Instant expires = lasts == null ? null : now.plus(lasts);
        return database.sql(INSERT)
                .bind("project", request.project())
                .bind("environment", environment)
                .bind("service", Parameter.fromOrEmpty(service, String.class))
                .bind("ownerId", actor.id())
                .bind("owner", actor.name())
                .bind("reason", why)
                .bind("since", now.atOffset(ZoneOffset.UTC))
                .bind(
                        "expires",
                        Parameter.fromOrEmpty(
                                expires == null ? null : expires.atOffset(ZoneOffset.UTC),
                                java.time.OffsetDateTime.class))
                .map(HoldRows::lockOf)
                .one();
    }

    private static <T> Mono<T> invalid(String field, String rule, String remedy) {
        return Mono.error(new InvalidInput("The lock cannot be taken", new FieldProblem(field, rule, remedy)));
    }
}
