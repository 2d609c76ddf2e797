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
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.JsonNodeFactory;

/** What administrators do with accounts; at least one of them always stays. */
@Component
public class People {

    private static final Pattern USER_NAME = Pattern.compile("[a-z0-9][a-z0-9._@-]{0,62}");

    private final Accounts accounts;
    private final Sessions sessions;
    private final AuditLog audit;
    private final TransactionalOperator transaction;
    private final Clock clock;

    People(Accounts accounts, Sessions sessions, AuditLog audit, TransactionalOperator transaction, Clock clock) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.audit = audit;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Adds a person, who cannot sign in before they have chosen a password. */
    public Mono<Account> add(String userName, String name, @Nullable Role role, Actor actor) {
        var key = userName.strip().toLowerCase(Locale.ROOT);
        if (!USER_NAME.matcher(key).matches()) {
            return Mono.error(invalid(
                    "userName",
                    "must be 1 to 63 letters a-z, digits, dots, hyphens, underscores or @, and begin with a letter or"
                            + " digit",
                    "Take a short name or the mail address."));
        }
        var account = new Account(key, name.isBlank() ? key : name.strip(), role, null, clock.instant(), null);
        if (account.name().length() > 100) {
            return Mono.error(invalid("name", "must not be longer than 100 characters", "Shorten it."));
        }
        return accounts.add(account, actor.name())
                .flatMap(added -> added
                        ? audit.append(event(actor, "person.add", key).change(null, state("role", word(role))))
                        : Mono.error(new Conflict(
                                "There is an account " + key + " already.",
                                new FieldProblem(
                                        "userName", "is taken", "Take another, or enable the account there is."))))
                .thenReturn(account)
                .as(transaction::transactional);
    }

    /** Of several who do so at once each changes what the one before made of it. */
    public Mono<Void> changeRole(String userName, Role role, Actor actor) {
        return accounts.lock(userName)
                .then(Mono.defer(() -> known(userName)))
                .filter(account -> account.role() != role)
                .flatMap(account -> keepAnAdministrator(account, role == Role.ADMINISTRATOR)
                        .then(accounts.setRole(userName, role, actor.name(), clock.instant()))
                        .then(audit.append(event(actor, "person.change-role", userName)
                                .change(state("role", word(account.role())), state("role", role.word())))))
                .as(transaction::transactional);
    }

    /** Ends the person's sessions and stops their tokens. */
    public Mono<Void> disable(String userName, Actor actor) {
        return known(userName)
                .filter(Account::active)
                .flatMap(account -> keepAnAdministrator(account, false)
                        .then(accounts.disable(userName, clock.instant()))
                        .then(sessions.endAll(userName, null))
                        .then(audit.append(event(actor, "person.disable", userName)
                                .change(state("state", "active"), state("state", "disabled")))))
                .as(transaction::transactional);
    }

    public Mono<Void> enable(String userName, Actor actor) {
        return known(userName)
                .filter(account -> !account.active())
                .flatMap(_ -> accounts.enable(userName)
                        .then(audit.append(event(actor, "person.enable", userName)
                                .change(state("state", "disabled"), state("state", "active")))))
                .as(transaction::transactional);
    }

    Mono<Account> known(String userName) {
        return accounts.find(userName)
                .switchIfEmpty(Mono.error(() -> new NotFound("There is no account " + userName + ".")));
    }

    private Mono<Void> keepAnAdministrator(Account account, boolean stays) {
        if (stays || account.role() != Role.ADMINISTRATOR || !account.active()) {
            return Mono.empty();
        }
        return accounts.countAdministratorsLocked()
                .flatMap(count -> count > 1
                        ? Mono.empty()
                        : Mono.error(new Conflict("This is the last administrator. "
                                + "Make somebody else administrator first, or nobody could manage people.")));
    }

    static AuditEvent event(Actor actor, String action, String userName) {
        return AuditEvent.of(actor, action, null, "person " + userName);
    }

    private static String word(@Nullable Role role) {
        return role == null ? "none" : role.word();
    }

    private static String state(String key, String value) {
        return JsonNodeFactory.instance.objectNode().put(key, value).toString();
    }

    private static InvalidInput invalid(String field, String rule, String remedy) {
        return new InvalidInput("The account cannot be made.", new FieldProblem(field, rule, remedy));
    }
}
