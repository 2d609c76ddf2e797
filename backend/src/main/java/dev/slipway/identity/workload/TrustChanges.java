package dev.slipway.identity.workload;

import dev.slipway.audit.AuditEvent;
import dev.slipway.audit.AuditLog;
import dev.slipway.identity.Access;
import dev.slipway.identity.Permission;
import dev.slipway.identity.Place;
import dev.slipway.web.FieldProblem;
import dev.slipway.web.InvalidInput;
import dev.slipway.web.NotFound;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.JsonNodeFactory;

/** Makes and removes rules; nobody lets a workload do more than they may themselves. */
@Component
public class TrustChanges {

    private static final int LONGEST = 300;

    private final TrustRules rules;
    private final AuditLog audit;
    private final TransactionalOperator transaction;
    private final Clock clock;

    TrustChanges(TrustRules rules, AuditLog audit, TransactionalOperator transaction, Clock clock) {
        this.rules = rules;
        this.audit = audit;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** A rule to be made. */
    public record Wish(
            String title,
            String issuer,
            String audience,
            Map<String, String> claims,
            Set<Permission> permissions,
            Place place) {}

    public Mono<TrustRule> add(Wish wish, Access giver) {
        return Mono.defer(() -> {
                    var problems = problems(wish);
                    if (!problems.isEmpty()) {
                        throw new InvalidInput("The rule cannot be made.", problems);
                    }
                    var permissions = EnumSet.of(Permission.VIEW);
                    permissions.addAll(wish.permissions());
                    giver.require(Permission.ADMINISTER, wish.place());
                    permissions.forEach(permission -> giver.require(permission, wish.place()));
                    return rules.add(new TrustRule(
                            0,
                            wish.title().strip(),
                            wish.issuer(),
                            wish.audience(),
                            wish.claims(),
                            permissions,
                            wish.place(),
                            clock.instant(),
                            giver.name(),
                            null));
                })
                .flatMap(rule -> audit.append(event(giver, "trust.add", rule).change(null, json(rule)))
                        .thenReturn(rule))
                .as(transaction::transactional);
    }

    /** What workloads got by it stops at once. */
    public Mono<Void> remove(String project, long id, Access taker) {
        return rules.remove(project, id)
                .switchIfEmpty(Mono.error(() -> new NotFound("Project " + project + " has no trust rule " + id + ".")))
                .flatMap(rule -> audit.append(event(taker, "trust.remove", rule).change(json(rule), null)))
                .as(transaction::transactional);
    }

    private static List<FieldProblem> problems(Wish wish) {
        var problems = new ArrayList<FieldProblem>();
        if (wish.title().isBlank() || wish.title().length() > 100) {
            problems.add(new FieldProblem("title", "must have 1 to 100 characters", "Say what it lets in."));
        }
        if (!isIssuer(wish.issuer())) {
            problems.add(new FieldProblem(
                    "issuer",
                    "must be an https address without query, such as https://token.actions.githubusercontent.com",
                    "Take it from the documents of the CI system."));
        }
        if (wish.audience().isBlank() || wish.audience().length() > LONGEST) {
            problems.add(new FieldProblem(
                    "audience",
                    "must have 1 to " + LONGEST + " characters",
                    "Take the address of this portal, and ask for a token with the same."));
        }
        if (wish.claims().values().stream()
                .allMatch(pattern -> pattern.replace("*", "").isBlank())) {
            problems.add(new FieldProblem(
                    "claims",
                    "must say whose tokens, for instance repository: octo/shop",
                    "Everybody has tokens of this issuer: name the repository at least."));
        }
        wish.claims().forEach((name, pattern) -> {
            if (name.isBlank() || name.length() > 100 || pattern.isBlank() || pattern.length() > LONGEST) {
                problems.add(new FieldProblem(
                        "claims", "must have names and values of 1 to " + LONGEST + " characters", "Shorten it."));
            }
        });
        if (wish.permissions().contains(Permission.ADMINISTER)
                || wish.permissions().contains(Permission.APPROVE)) {
            problems.add(new FieldProblem(
                    "permissions", "must not hold what is for people: APPROVE, ADMINISTER", "Leave them out."));
        }
        return problems;
    }

    /** Plain http only on this machine, as RFC 8252 lets it. */
    private static boolean isIssuer(String text) {
        try {
            var address = URI.create(text);
            var local = "http".equals(address.getScheme())
                    && Set.of("localhost", "127.0.0.1").contains(String.valueOf(address.getHost()));
            return text.length() <= LONGEST
                    && address.getHost() != null
                    && address.getRawUserInfo() == null
                    && address.getRawQuery() == null
                    && address.getRawFragment() == null
                    && ("https".equals(address.getScheme()) || local);
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private static AuditEvent event(Access who, String action, TrustRule rule) {
        return AuditEvent.of(
                Objects.requireNonNull(who.actor()), action, rule.place().project(), "trust rule " + rule.title());
    }

    private static String json(TrustRule rule) {
        var node = JsonNodeFactory.instance
                .objectNode()
                .put("issuer", rule.issuer())
                .put("audience", rule.audience())
                .put("on", rule.place().told());
        var claims = node.putObject("claims");
        rule.claims().forEach(claims::put);
        var permissions = node.putArray("permissions");
        rule.permissions().forEach(permission -> permissions.add(permission.name()));
        return node.toString();
    }
}
