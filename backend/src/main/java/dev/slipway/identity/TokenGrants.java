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
    private static final Duration LONGEST_OVERLAP = Duration.ofDays(30);

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

    /** A token as somebody wishes it. @param projects where it may act; empty for wherever they may */
    public record Wish(String title, Set<Permission> permissions, List<String> projects, Instant expiresAt) {}

    public Mono<Granted> grant(Access who, Wish wish) {
        return Mono.defer(() -> made(who, wish)).as(transaction::transactional);
    }

    /** Makes a token that may the same, and lets the old one hold on beside it for a while. */
    public Mono<Granted> rotate(Access who, String id, Duration overlap) {
        return Mono.defer(() -> {
                    var owner = OwnAccount.person(who).id();
                    if (overlap.isNegative() || overlap.compareTo(LONGEST_OVERLAP) > 0) {
                        throw new InvalidInput(
                                "The token cannot be replaced.",
                                new FieldProblem(
                                        "overlap",
                                        "must be within " + LONGEST_OVERLAP.toDays() + " days",
                                        "Say how long the old one holds on, such as 24h."));
                    }
                    return tokens.holding(owner, id);
                })
                .switchIfEmpty(Mono.error(() -> new NotFound("You have no token " + id + " that still holds.")))
                .flatMap(old -> {
                    var now = clock.instant();
                    var lifetime = Duration.between(old.createdAt(), old.expiresAt());
                    var wish = new Wish(old.title(), old.permissions(), old.projects(), now.plus(lifetime));
                    return made(who, wish)
                            .flatMap(granted -> tokens.replace(old, granted.token(), now.plus(overlap))
                                    .then(audit.append(event(who, "token.rotate", old.id())))
                                    .thenReturn(granted));
                })
                .as(transaction::transactional);
    }

    private Mono<Granted> made(Access who, Wish wish) {
        var actor = OwnAccount.person(who);
        var problems = problems(who, wish);
        if (!problems.isEmpty()) {
            return Mono.error(new InvalidInput("The token cannot be made.", problems));
        }
        var secret = TokenText.fresh();
        var id = Secret.random().value().replaceAll("[^A-Za-z0-9]", "").substring(0, 10);
        var token = new ApiToken(
                id,
                actor.id(),
                wish.title().strip(),
                wish.permissions(),
                wish.projects(),
                clock.instant(),
                wish.expiresAt(),
                null,
                null,
                null);
        return tokens.add(token, secret)
                .then(audit.append(event(who, "token.create", token.id()).change(null, describe(token))))
                .thenReturn(new Granted(token, secret.value()));
    }

    public Mono<Void> revoke(Access who, String id) {
        return Mono.defer(() -> tokens.revoke(String.valueOf(who.owner()), id, clock.instant()))
                .filter(revoked -> revoked)
                .switchIfEmpty(Mono.error(() -> new NotFound("You have no token " + id + " that still holds.")))
                .flatMap(_ -> audit.append(
                        event(who, "token.revoke", id).change("{\"state\": \"valid\"}", "{\"state\": \"revoked\"}")))
                .as(transaction::transactional);
    }

    private List<FieldProblem> problems(Access who, Wish wish) {
        var title = wish.title();
        var expiresAt = wish.expiresAt();
        var problems = new ArrayList<FieldProblem>();
        if (title.isBlank() || title.strip().length() > 100) {
            problems.add(new FieldProblem("title", "must have 1 to 100 characters", "Say what uses the token."));
        }
        if (wish.permissions().isEmpty()) {
            problems.add(new FieldProblem("permissions", "must not be empty", "Choose what the token may do."));
        }
        for (var permission : wish.permissions()) {
            if (!who.touches(permission, Place.EVERYWHERE)) {
                problems.add(new FieldProblem(
                        "permissions", "must not exceed yours: " + permission, "Leave out " + permission + "."));
            }
        }
        for (var project : wish.projects()) {
            if (project.isBlank() || !who.knows(project)) {
                problems.add(new FieldProblem(
                        "projects", "must be projects of yours, and '" + project + "' is not", "Choose others."));
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
        var projects = node.putArray("projects");
        token.projects().forEach(projects::add);
        return node.toString();
    }
}
