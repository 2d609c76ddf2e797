package dev.slipway.identity;

import dev.slipway.audit.Actor;
import dev.slipway.audit.AuditEvent;
import dev.slipway.audit.AuditLog;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * At each start seals with the key that seals now what is plain, from before there were keys, or sealed with an earlier one: that
 * can be thrown away then.
 */
@Component
class FactorSealing {

    private static final Logger LOG = LoggerFactory.getLogger(FactorSealing.class);

    private final DatabaseClient database;
    private final SealingKeys keys;
    private final AuditLog audit;
    private final TransactionalOperator transaction;

    FactorSealing(DatabaseClient database, SealingKeys keys, AuditLog audit, TransactionalOperator transaction) {
        this.database = database;
        this.keys = keys;
        this.audit = audit;
        this.transaction = transaction;
    }

    private record Kept(
            String userName, byte[] secret, @Nullable String keyId) {}

    /** Runs on the thread that starts the portal, which may wait. */
    @EventListener(ApplicationReadyEvent.class)
    void seal() {
        var done = again().block(Duration.ofMinutes(1));
        if (done != null && done > 0) {
            LOG.info("Sealed {} second factors with the key {}", done, keys.current());
        }
        unknown()
                .doOnNext(key -> LOG.error(
                        "Second factors are sealed with the key {}, which this portal does not have: whose they are"
                                + " cannot sign in here. Name it in {}.",
                        key,
                        SealingKeyFile.VARIABLE))
                .blockLast(Duration.ofMinutes(1));
    }

    /** The number of those that are sealed anew. */
    Mono<Long> again() {
        return database.sql("""
            select user_name, secret, key_id from second_factor
             where key_id is distinct from :current order by user_name for update\
            """)
                .bind("current", keys.current())
                .map(row -> new Kept(
                        Objects.requireNonNull(row.get("user_name", String.class)),
                        Objects.requireNonNull(row.get("secret", byte[].class)),
                        row.get("key_id", String.class)))
                .all()
                .filter(kept -> kept.keyId() == null || keys.has(kept.keyId()))
                .collectList()
                .flatMap(all -> Flux.fromIterable(all)
                        .concatMap(this::again)
                        .count()
                        .filter(count -> count > 0)
                        .delayUntil(count ->
                                audit.append(AuditEvent.of(Actor.SYSTEM, "second-factor.seal", null, "second factors")
                                        .because(count + " sealed with the key " + keys.current())))
                        .defaultIfEmpty(0L))
                .as(transaction::transactional);
    }

    private Mono<Long> again(Kept kept) {
        var plain = kept.keyId() == null
                ? kept.secret()
                : keys.open(new SealingKeys.Sealed(kept.keyId(), kept.secret()), kept.userName());
        var sealed = keys.seal(plain, kept.userName());
        return database.sql("update second_factor set secret = :secret, key_id = :key where user_name = :user")
                .bind("secret", sealed.bytes())
                .bind("key", sealed.keyId())
                .bind("user", kept.userName())
                .fetch()
                .rowsUpdated();
    }

    private Flux<String> unknown() {
        return database.sql("select distinct key_id from second_factor where key_id is not null")
                .mapValue(String.class)
                .all()
                .filter(key -> !keys.has(key));
    }
}
