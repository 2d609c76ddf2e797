package dev.slipway.identity;

import dev.slipway.audit.Actor;
import dev.slipway.audit.AuditEvent;
import dev.slipway.audit.AuditLog;
import dev.slipway.web.Conflict;
import dev.slipway.web.FieldProblem;
import dev.slipway.web.InvalidInput;
import dev.slipway.web.NotFound;
import java.time.Clock;
import java.util.Locale;
import java.util.regex.Pattern;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.JsonNodeFactory;

/** What administrators do with groups. */
@Component
public class GroupChanges {

    private static final Pattern KEY = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    private final DatabaseClient database;
    private final Accounts accounts;
    private final AuditLog audit;
    private final TransactionalOperator transaction;
    private final Clock clock;

    GroupChanges(
            DatabaseClient database,
            Accounts accounts,
            AuditLog audit,
            TransactionalOperator transaction,
            Clock clock) {
        this.database = database;
        this.accounts = accounts;
        this.audit = audit;
        this.transaction = transaction;
        this.clock = clock;
    }

    public Mono<Group> add(String key, String title, Actor actor) {
        var name = key.strip().toLowerCase(Locale.ROOT);
        if (!KEY.matcher(name).matches()) {
            return Mono.error(new InvalidInput(
                    "The group cannot be made.",
                    new FieldProblem(
                            "key",
                            "must be 1 to 63 letters a-z, digits or hyphens, and begin with a letter or digit",
                            "Take a short name such as release-managers.")));
        }
        if (title.strip().length() > 100) {
            return Mono.error(new InvalidInput(
                    "The group cannot be made.",
                    new FieldProblem("title", "must not be longer than 100 characters", "Shorten it.")));
        }
        var group = new Group(name, title.isBlank() ? name : title.strip(), java.util.List.of());
        return changed(database.sql("""
            insert into person_group (key, title, created_at) values (:key, :title, :at) on conflict do nothing\
            """)
                        .bind("key", name)
                        .bind("title", group.title())
                        .bind("at", clock.instant()))
                .filter(added -> added)
                .switchIfEmpty(Mono.error(() -> new Conflict(
                        "There is a group " + name + " already.",
                        new FieldProblem("key", "is taken", "Take another, or use the group there is."))))
                .flatMap(_ -> audit.append(event(actor, "group.add", name)))
                .thenReturn(group)
                .as(transaction::transactional);
    }

    /** Whoever is in it already stays. */
    public Mono<Void> join(String group, String userName, Actor actor) {
        return accounts.find(userName)
                .switchIfEmpty(Mono.error(() -> new InvalidInput(
                        "Nobody was added to the group.",
                        new FieldProblem("userName", "must be the user name of an account", "Choose one."))))
                .then(known(group))
                .then(changed(database.sql("""
                    insert into person_group_member (group_key, user_name, since) values (:group, :user, :at)
                    on conflict do nothing\
                    """)
                        .bind("group", group)
                        .bind("user", userName)
                        .bind("at", clock.instant())))
                .filter(joined -> joined)
                .flatMap(_ -> audit.append(event(actor, "group.join", group).change(null, member(userName))))
                .as(transaction::transactional);
    }

    public Mono<Void> leave(String group, String userName, Actor actor) {
        return changed(database.sql("delete from person_group_member where group_key = :group and user_name = :user")
                        .bind("group", group)
                        .bind("user", userName))
                .filter(left -> left)
                .flatMap(_ -> audit.append(event(actor, "group.leave", group).change(member(userName), null)))
                .as(transaction::transactional);
    }

    /** Approvals that ask for it wait until there is a group of this key again, or the protection names another. */
    public Mono<Void> remove(String group, Actor actor) {
        return changed(database.sql("delete from person_group where key = :group")
                        .bind("group", group))
                .filter(removed -> removed)
                .switchIfEmpty(Mono.error(() -> missing(group)))
                .flatMap(_ -> audit.append(event(actor, "group.remove", group)))
                .as(transaction::transactional);
    }

    private Mono<Boolean> known(String group) {
        return database.sql("select key from person_group where key = :group for share")
                .bind("group", group)
                .mapValue(String.class)
                .all()
                .singleOrEmpty()
                .switchIfEmpty(Mono.error(() -> missing(group)))
                .thenReturn(true);
    }

    private static NotFound missing(String group) {
        return new NotFound("There is no group " + group + ".");
    }

    private static Mono<Boolean> changed(DatabaseClient.GenericExecuteSpec statement) {
        return statement.fetch().rowsUpdated().map(rows -> rows > 0);
    }

    private static AuditEvent event(Actor actor, String action, String group) {
        return AuditEvent.of(actor, action, null, "group " + group);
    }

    private static String member(String userName) {
        return JsonNodeFactory.instance.objectNode().put("member", userName).toString();
    }
}
