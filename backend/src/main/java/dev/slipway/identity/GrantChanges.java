package dev.slipway.identity;

import dev.slipway.audit.Actor;
import dev.slipway.audit.AuditEvent;
import dev.slipway.audit.AuditLog;
import dev.slipway.web.Conflict;
import dev.slipway.web.FieldProblem;
import dev.slipway.web.Forbidden;
import dev.slipway.web.InvalidInput;
import dev.slipway.web.NotFound;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.JsonNodeFactory;

/** Gives roles to people and groups, and takes them back; nobody gives more than they may themselves. */
@Component
public class GrantChanges {

    private static final String INSERT = """
        insert into access_grant (person, group_key, role, project, environment, service, granted_at, granted_by)
        values (:person, :group, :role, :project, :environment, :service, :at, :by)
        on conflict do nothing returning *\
        """;

    private final DatabaseClient database;
    private final Known known;
    private final AuditLog audit;
    private final TransactionalOperator transaction;
    private final Clock clock;

    /** What grants are made of. */
    @Component
    record Known(Grants grants, Roles roles, Accounts accounts, Groups groups) {}

    GrantChanges(DatabaseClient database, Known known, AuditLog audit, TransactionalOperator transaction, Clock clock) {
        this.database = database;
        this.known = known;
        this.audit = audit;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** A grant to be made, to a person or a group. */
    public record Wish(@Nullable String person, @Nullable String group, String role, Place place) {}

    /**
     * Grants a role.
     *
     * @throws Forbidden if the giver does not administer the place, or may not do there all that the role may
     */
    public Mono<Grant> give(Wish wish, Access giver) {
        return Mono.defer(() -> {
                    giver.require(Permission.ADMINISTER, wish.place());
                    return subject(wish).then(role(wish.role()));
                })
                .doOnNext(role -> role.permissions().forEach(permission -> giver.require(permission, wish.place())))
                .flatMap(role -> insert(wish, giver.name()))
                .switchIfEmpty(Mono.error(() -> new Conflict("They have this role there already.")))
                .flatMap(grant -> audit.append(event(giver, "grant.give", grant).change(null, json(grant)))
                        .thenReturn(grant))
                .as(transaction::transactional);
    }

    /** Takes a grant back; the last administrator of everything keeps theirs. */
    public Mono<Void> take(long id, Access taker) {
        return known.grants()
                .find(id)
                .filter(grant -> taker.knows(grant.place().project()))
                .switchIfEmpty(Mono.error(() -> new NotFound("There is no grant " + id + ".")))
                .doOnNext(grant -> taker.require(Permission.ADMINISTER, grant.place()))
                .flatMap(grant -> keepAnAdministrator(grant)
                        .then(database.sql("delete from access_grant where id = :id")
                                .bind("id", id)
                                .then())
                        .then(audit.append(event(taker, "grant.take", grant).change(json(grant), null))))
                .as(transaction::transactional);
    }

    private Mono<Void> keepAnAdministrator(Grant grant) {
        if (grant.person() == null
                || grant.place().project() != null
                || !grant.role().equals(Role.ADMINISTRATOR.word())) {
            return Mono.empty();
        }
        return known.accounts()
                .find(grant.person())
                .filter(Account::active)
                .flatMap(_ -> known.accounts().countAdministratorsLocked())
                .filter(count -> count < 2)
                .flatMap(_ -> Mono.error(new Conflict("This is the last administrator. "
                        + "Make somebody else administrator first, or nobody could manage people.")));
    }

    private Mono<Void> subject(Wish wish) {
        if ((wish.person() == null) == (wish.group() == null)) {
            return Mono.error(invalid("person", "or a group must be given, not both", "Choose who gets the role."));
        }
        return wish.person() != null
                ? known.accounts()
                        .find(wish.person())
                        .switchIfEmpty(Mono.error(
                                () -> invalid("person", "must be the user name of an account", "Choose one.")))
                        .then()
                : known.groups()
                        .find(String.valueOf(wish.group()))
                        .switchIfEmpty(Mono.error(() -> invalid("group", "must be the key of a group", "Choose one.")))
                        .then();
    }

    private Mono<AccessRole> role(String key) {
        return known.roles()
                .find(key)
                .switchIfEmpty(Mono.error(() -> invalid("role", "must be the key of a role", "Choose one.")));
    }

    private Mono<Grant> insert(Wish wish, String by) {
        var place = wish.place();
        return database.sql(INSERT)
                .bind("person", Parameter.fromOrEmpty(wish.person(), String.class))
                .bind("group", Parameter.fromOrEmpty(wish.group(), String.class))
                .bind("role", wish.role())
                .bind("project", Parameter.fromOrEmpty(place.project(), String.class))
                .bind("environment", Parameter.fromOrEmpty(place.environment(), String.class))
                .bind("service", Parameter.fromOrEmpty(place.service(), String.class))
                .bind("at", clock.instant())
                .bind("by", by)
                .map(Grants::grant)
                .all()
                .singleOrEmpty();
    }

    private static AuditEvent event(Access who, String action, Grant grant) {
        Actor actor = who.whoever().orElseThrow();
        return AuditEvent.of(actor, action, grant.place().project(), grant.subject());
    }

    private static String json(Grant grant) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("role", grant.role())
                .put("on", grant.place().told())
                .toString();
    }

    private static InvalidInput invalid(String field, String rule, String remedy) {
        return new InvalidInput("The role cannot be granted.", new FieldProblem(field, rule, remedy));
    }
}
