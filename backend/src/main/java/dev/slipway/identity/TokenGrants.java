package dev.slipway.identity;

import dev.slipway.audit.AuditEvent;
import dev.slipway.audit.AuditLog;
import dev.slipway.web.FieldProblem;
import dev.slipway.web.InvalidInput;
import dev.slipway.web.NotFound;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.JsonNodeFactory;

/** Gives people tokens that may do what they may, or less, and takes them back. */
@Component
public class TokenGrants {

    public static final Duration LONGEST = Duration.ofDays(366);

    private final ApiTokens tokens;
    private final AuditLog audit;
    private final TransactionalOperator transaction;
    private final Clock clock;

    TokenGrants(ApiTokens tokens, AuditLog audit, TransactionalOperator transaction, Clock clock) {
        this.tokens = tokens;
        this.audit = audit;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * A new token.
     *
     * @param secret what the bearer sends; not kept anywhere, so it is shown now or never
     */
    public record Granted(ApiToken token, String secret) {}

    public Mono<Granted> grant(Access who, String title, Set<Permission> permissions, Instant expiresAt) {
        return Mono.defer(() -> {
            var actor = OwnAccount.person(who);
            var problems = problems(who, title, permissions, expiresAt);
            if (!problems.isEmpty()) {
                throw new InvalidInput("The token cannot be made.", problems);
            }
            var secret = Secret.random(ApiTokens.PREFIX);
            var id = Secret.random().value().replaceAll("[^A-Za-z0-9]", "").substring(0, 10);
            var token = new ApiToken(
                    id,
                    actor.id(),
                    title.strip(),
                    permissions,
                    List.of(),
                    clock.instant(),
                    expiresAt,
                    null,
                    null,
                    null);
            return tokens.add(token, secret)
                    .then(audit.append(event(who, "token.create", token.id()).change(null, describe(token))))
                    .thenReturn(new Granted(token, secret.value()))
                    .as(transaction::transactional);
        });
    }

    public Mono<Void> revoke(Access who, String id) {
        return Mono.defer(() -> tokens.revoke(String.valueOf(who.owner()), id, clock.instant()))
                .filter(revoked -> revoked)
                .switchIfEmpty(Mono.error(() -> new NotFound("You have no token " + id + " that still holds.")))
                .flatMap(_ -> audit.append(
                        event(who, "token.revoke", id).change("{\"state\": \"valid\"}", "{\"state\": \"revoked\"}")))
                .as(transaction::transactional);
    }

    private List<FieldProblem> problems(Access who, String title, Set<Permission> permissions, Instant expiresAt) {
        var problems = new ArrayList<FieldProblem>();
        if (title.isBlank() || title.strip().length() > 100) {
            problems.add(new FieldProblem("title", "must have 1 to 100 characters", "Say what uses the token."));
        }
        if (permissions.isEmpty()) {
            problems.add(new FieldProblem("permissions", "must not be empty", "Choose what the token may do."));
        }
        for (var permission : permissions) {
            if (!who.may(permission)) {
                problems.add(new FieldProblem(
                        "permissions", "must not exceed yours: " + permission, "Leave out " + permission + "."));
            }
        }
        var now = clock.instant();
        if (!expiresAt.isAfter(now) || expiresAt.isAfter(now.plus(LONGEST))) {
            problems.add(
                    new FieldProblem("expiresAt", "must be within a year from now", "Choose a nearer day to come."));
        }
        return problems;
    }

    private static AuditEvent event(Access who, String action, String id) {
        return AuditEvent.of(who.whoever().orElseThrow(), action, null, "token " + who.owner() + "/" + id);
    }

    private static String describe(ApiToken token) {
        var node = JsonNodeFactory.instance.objectNode();
        node.put("title", token.title());
        node.put("expiresAt", token.expiresAt().toString());
        var permissions = node.putArray("permissions");
        token.permissions().forEach(permission -> permissions.add(permission.name()));
        return node.toString();
    }
}
