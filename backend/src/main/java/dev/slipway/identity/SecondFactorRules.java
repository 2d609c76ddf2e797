package dev.slipway.identity;

import dev.slipway.audit.Actor;
import dev.slipway.audit.AuditEvent;
import dev.slipway.audit.AuditLog;
import java.time.Clock;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.JsonNodeFactory;

/** The one {@link SecondFactorRule} of the portal, and how administrators change it. */
@Component
public class SecondFactorRules {

    /** Attribute of an exchange: the rule that whoever sends it does not meet. */
    private static final String OWED = SecondFactorRules.class.getName() + ".owed";

    private final DatabaseClient database;
    private final AuditLog audit;
    private final TransactionalOperator transaction;
    private final Clock clock;

    SecondFactorRules(DatabaseClient database, AuditLog audit, TransactionalOperator transaction, Clock clock) {
        this.database = database;
        this.audit = audit;
        this.transaction = transaction;
        this.clock = clock;
    }

    public Mono<SecondFactorRule> current() {
        return database.sql("select everybody, permissions from second_factor_rule")
                .map(SecondFactorRule::read)
                .all()
                .singleOrEmpty()
                .defaultIfEmpty(SecondFactorRule.NOBODY);
    }

    /** Holds with the next request of everybody whom it concerns. */
    public Mono<SecondFactorRule> change(SecondFactorRule rule, Actor actor) {
        return current()
                .flatMap(before -> database.sql("""
                    insert into second_factor_rule (everybody, permissions, changed_at, changed_by)
                    values (:everybody, :permissions, :now, :by)
                    on conflict (only_one) do update
                       set everybody = excluded.everybody, permissions = excluded.permissions,
                           changed_at = excluded.changed_at, changed_by = excluded.changed_by\
                    """)
                        .bind("everybody", rule.everybody())
                        .bind(
                                "permissions",
                                rule.permissions().stream().map(Enum::name).toArray(String[]::new))
                        .bind("now", clock.instant())
                        .bind("by", actor.name())
                        .then()
                        .then(audit.append(AuditEvent.of(actor, "second-factor.require", null, "second factor")
                                .change(json(before), json(rule)))))
                .thenReturn(rule)
                .as(transaction::transactional);
    }

    /** The rule by which whoever sends this must set up a second factor before anything else; {@code NOBODY} if none. */
    public static SecondFactorRule owed(ServerWebExchange exchange) {
        return exchange.getAttributeOrDefault(OWED, SecondFactorRule.NOBODY);
    }

    static void owe(ServerWebExchange exchange, SecondFactorRule rule) {
        exchange.getAttributes().put(OWED, rule);
    }

    private static String json(SecondFactorRule rule) {
        var node = JsonNodeFactory.instance.objectNode().put("everybody", rule.everybody());
        var permissions = node.putArray("permissions");
        rule.permissions().forEach(permission -> permissions.add(permission.name()));
        return node.toString();
    }
}
