package dev.slipway.freeze;

import dev.slipway.audit.Actor;
import dev.slipway.audit.AuditEvent;
import dev.slipway.catalog.Catalog;
import dev.slipway.web.FieldProblem;
import dev.slipway.web.InvalidInput;
import dev.slipway.web.NotFound;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Freezes: made, looked at before they are made, and taken away. */
@Component
public class Freezes {

    private static final String INSERT = """
        insert into freeze_window (title, denies, project, environment, service, starts, ends, zone, rule, reason, made_by,
            made_at)
        values (:title, :denies, :project, :environment, :service, :starts, :ends, :zone, :rule, :reason, :by, :at)
        returning *
        """;

    private final DatabaseClient database;
    private final HoldRows rows;
    private final Catalog catalog;
    private final Changes changes;

    Freezes(DatabaseClient database, HoldRows rows, Catalog catalog, Changes changes) {
        this.database = database;
        this.rows = rows;
        this.catalog = catalog;
        this.changes = changes;
    }

    /** Freezes of a project and those of all projects, oldest first. */
    public Flux<Freeze> of(@Nullable String project) {
        return rows.freezes(project);
    }

    /** The next occurrences there would be; fails with {@link InvalidInput} as making it would. */
    public Mono<List<Span>> preview(FreezeRequest request, int most) {
        return checked(request)
                .map(window -> window.after(changes.now()).limit(most).toList());
    }

    /** Fails with {@link InvalidInput} that names everything that is wrong. */
    public Mono<Freeze> make(FreezeRequest request, Actor actor) {
        return checked(request)
                .flatMap(window -> changes.change(
                        request.scope().project(),
                        request.scope().environment(),
                        insert(request, window, actor),
                        freeze -> AuditEvent.of(
                                        actor, "freeze.make", freeze.scope().project(), subject(freeze))
                                .because(freeze.reason())
                                .change(null, changes.json(freeze))));
    }

    public Mono<Freeze> remove(long id, @Nullable String reason, Actor actor) {
        return rows.freeze(id)
                .switchIfEmpty(Mono.error(() -> new NotFound("There is no freeze with the id " + id)))
                .flatMap(freeze -> changes.change(
                        freeze.scope().project(),
                        freeze.scope().environment(),
                        database.sql("delete from freeze_window where id = :id")
                                .bind("id", id)
                                .then()
                                .thenReturn(freeze),
                        gone -> AuditEvent.of(
                                        actor, "freeze.remove", gone.scope().project(), subject(gone))
                                .because(FreezeRequest.given(reason))
                                .change(changes.json(gone), null)));
    }

    private Mono<Freeze> insert(FreezeRequest request, Window window, Actor actor) {
        var scope = request.scope();
        return database.sql(INSERT)
                .bind("title", Objects.requireNonNull(request.title()).strip())
                .bind("denies", request.wanted() == Freeze.Kind.DENY)
                .bind("project", Parameter.fromOrEmpty(scope.project(), String.class))
                .bind("environment", Parameter.fromOrEmpty(scope.environment(), String.class))
                .bind("service", Parameter.fromOrEmpty(scope.service(), String.class))
                .bind("starts", window.from())
                .bind("ends", window.until())
                .bind("zone", window.zone().getId())
                .bind("rule", Parameter.fromOrEmpty(window.rule(), String.class))
                .bind("reason", Objects.requireNonNull(request.reason()).strip())
                .bind("by", actor.name())
                .bind("at", changes.now().atOffset(ZoneOffset.UTC))
                .map(HoldRows::freezeOf)
                .one();
    }

    private Mono<Window> checked(FreezeRequest request) {
        var checked = request.check();
        return unknown(request.scope()).flatMap(more -> {
            var problems = new ArrayList<>(checked.problems());
            problems.addAll(more);
            return problems.isEmpty()
                    ? Mono.justOrEmpty(checked.window())
                    : Mono.error(new InvalidInput("The freeze cannot be made as it was asked for", problems));
        });
    }

    private Mono<List<FieldProblem>> unknown(Scope scope) {
        var project = scope.project();
        if (project == null) {
            return Mono.just(
                    scope.environment() == null && scope.service() == null
                            ? List.of()
                            : List.of(new FieldProblem(
                                    "project",
                                    "must be named with an environment or service",
                                    "Name the project, or hold everything.")));
        }
        return catalog.project(project)
                .map(found -> {
                    var problems = new ArrayList<FieldProblem>();
                    if (scope.environment() != null
                            && found.environment(scope.environment()).isEmpty()) {
                        problems.add(missing("environment", scope.environment()));
                    }
                    if (scope.service() != null
                            && found.service(scope.service()).isEmpty()) {
                        problems.add(missing("service", scope.service()));
                    }
                    return List.copyOf(problems);
                })
                .defaultIfEmpty(List.of(missing("project", project)));
    }

    private static FieldProblem missing(String field, String key) {
        return new FieldProblem(field, "must be one that is defined, and '" + key + "' is not", "Choose another.");
    }

    private static String subject(Freeze freeze) {
        return "freeze " + freeze.id() + " " + freeze.title();
    }
}
