package dev.slipway.identity.workload;

import dev.slipway.audit.AuditEvent;
import dev.slipway.audit.AuditLog;
import dev.slipway.identity.Access;
import dev.slipway.identity.Permission;
import dev.slipway.web.Conflict;
import dev.slipway.web.InvalidInput;
import dev.slipway.web.NotFound;
import java.time.Clock;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.JsonNodeFactory;

/** Makes, changes and removes rules; nobody lets a workload do more than they may themselves. */
@Component
public class TrustChanges {

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

    public Mono<TrustRule> add(TrustWish wish, Access giver) {
        return Mono.fromCallable(() -> checked(wish, giver, 0, 1))
                .flatMap(rules::add)
                .flatMap(rule -> audit.append(event(giver, "trust.add", rule).change(null, json(rule)))
                        .thenReturn(rule))
                .as(transaction::transactional);
    }

    /**
     * What workloads got by it stops at once.
     *
     * @param version the one that was changed; null for whichever there is
     */
    public Mono<TrustRule> change(long id, @Nullable Integer version, TrustWish wish, Access giver) {
        var project = Objects.requireNonNull(wish.place().project());
        return rules.find(project, id)
                .switchIfEmpty(Mono.error(() -> unknown(project, id)))
                .flatMap(before -> Mono.fromCallable(
                                () -> checked(wish, giver, id, version == null ? before.version() : version))
                        .flatMap(rules::change)
                        .switchIfEmpty(Mono.error(() -> new Conflict(
                                "Somebody else changed the rule meanwhile. Load it again and repeat your change.")))
                        .delayUntil(rule ->
                                audit.append(event(giver, "trust.change", rule).change(json(before), json(rule)))))
                .as(transaction::transactional);
    }

    /** Nobody gives what they may not do themselves. */
    private TrustRule checked(TrustWish wish, Access giver, long id, int version) {
        var problems = wish.problems();
        if (!problems.isEmpty()) {
            throw new InvalidInput("The rule cannot be kept.", problems);
        }
        giver.require(Permission.ADMINISTER, wish.place());
        wish.all().forEach(permission -> giver.require(permission, wish.place()));
        return new TrustRule(
                id,
                wish.title().strip(),
                wish.issuer(),
                wish.audience(),
                wish.claims(),
                wish.all(),
                wish.place(),
                clock.instant(),
                giver.name(),
                null,
                version);
    }

    /** What workloads got by it stops at once. */
    public Mono<Void> remove(String project, long id, Access taker) {
        return rules.remove(project, id)
                .switchIfEmpty(Mono.error(() -> unknown(project, id)))
                .flatMap(rule -> audit.append(event(taker, "trust.remove", rule).change(json(rule), null)))
                .as(transaction::transactional);
    }

    private static NotFound unknown(String project, long id) {
        return new NotFound("Project " + project + " has no trust rule " + id + ".");
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
