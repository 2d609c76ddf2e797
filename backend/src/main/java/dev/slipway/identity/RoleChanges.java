package dev.slipway.identity;

import dev.slipway.audit.Actor;
import dev.slipway.audit.AuditEvent;
import dev.slipway.audit.AuditLog;
import dev.slipway.web.Conflict;
import dev.slipway.web.FieldProblem;
import dev.slipway.web.InvalidInput;
import dev.slipway.web.NotFound;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.JsonNodeFactory;

/** What administrators do with roles of their own. */
@Component
public class RoleChanges {

    private static final Pattern KEY = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
    private static final int LONGEST = 100;

    private final DatabaseClient database;
    private final Roles roles;
    private final AuditLog audit;
    private final TransactionalOperator transaction;
    private final Clock clock;

    RoleChanges(DatabaseClient database, Roles roles, AuditLog audit, TransactionalOperator transaction, Clock clock) {
        this.database = database;
        this.roles = roles;
        this.audit = audit;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Makes a role, or changes one's own; what was granted with it changes at once. */
    public Mono<AccessRole> put(String key, String title, Set<Permission> permissions, Actor actor) {
        var name = key.strip().toLowerCase(Locale.ROOT);
        var problems = new ArrayList<FieldProblem>();
        if (!KEY.matcher(name).matches()) {
            problems.add(new FieldProblem(
                    "key",
                    "must be 1 to 63 letters a-z, digits or hyphens, and begin with a letter or digit",
                    "Take a short name such as release-bot."));
        }
        if (Role.of(name).isPresent()) {
            problems.add(new FieldProblem("key", "must not be that of a built-in role", "Take another."));
        }
        if (title.strip().length() > LONGEST) {
            problems.add(
                    new FieldProblem("title", "must not be longer than " + LONGEST + " characters", "Shorten it."));
        }
        if (permissions.isEmpty()) {
            problems.add(new FieldProblem("permissions", "must not be empty", "Choose what the role may do."));
        }
        if (!problems.isEmpty()) {
            return Mono.error(new InvalidInput("The role cannot be kept.", problems));
        }
        var role = new AccessRole(name, title.isBlank() ? name : title.strip(), permissions, false);
        return alone().then(roles.find(name))
                .map(RoleChanges::json)
                .defaultIfEmpty("")
                .flatMap(before -> database.sql("""
                    insert into access_role (key, title, permissions, created_at)
                    values (:key, :title, :permissions, :at)
                    on conflict (key) do update set title = :title, permissions = :permissions\
                    """)
                        .bind("key", name)
                        .bind("title", role.title())
                        .bind(
                                "permissions",
                                role.permissions().stream().map(Enum::name).toArray(String[]::new))
                        .bind("at", clock.instant())
                        .then()
                        .then(audit.append(AuditEvent.of(actor, "role.put", null, "role " + name)
                                .change(before.isEmpty() ? null : before, json(role)))))
                .thenReturn(role)
                .as(transaction::transactional);
    }

    /** Refused while somebody has it. */
    public Mono<Void> remove(String key, Actor actor) {
        return alone().then(granted(key))
                .filter(count -> count == 0)
                .switchIfEmpty(Mono.error(() -> new Conflict(
                        "The role " + key + " is granted.",
                        new FieldProblem("key", "must be granted to nobody", "Take it from those who have it first."))))
                .then(database.sql("delete from access_role where key = :key")
                        .bind("key", key)
                        .fetch()
                        .rowsUpdated())
                .filter(rows -> rows == 1)
                .switchIfEmpty(Mono.error(() -> new NotFound("There is no role " + key + " of your own.")))
                .flatMap(_ -> audit.append(AuditEvent.of(actor, "role.remove", null, "role " + key)))
                .as(transaction::transactional);
    }

    private Mono<Long> granted(String key) {
        return database.sql("select count(*) from access_grant where role = :key")
                .bind("key", key)
                .mapValue(Long.class)
                .all()
                .singleOrEmpty();
    }

    /** Several that put and remove the same role at a time would wait for each other in a circle. */
    private Mono<Void> alone() {
        return database.sql("lock table access_role in share row exclusive mode")
                .then();
    }

    private static String json(AccessRole role) {
        var node = JsonNodeFactory.instance.objectNode().put("title", role.title());
        var permissions = node.putArray("permissions");
        role.permissions().forEach(permission -> permissions.add(permission.name()));
        return node.toString();
    }
}
