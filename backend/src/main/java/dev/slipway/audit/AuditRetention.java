package dev.slipway.audit;

import dev.slipway.engine.Rounds;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Once an hour closes what is a day old as segments, drops segments past retention if there is one, and writes the end
 * of each chain that has grown to the portal's log, where whoever changes the database does not reach it.
 */
@Component
class AuditRetention extends Rounds {

    private static final Logger LOG = LoggerFactory.getLogger(AuditRetention.class);
    private static final Duration PERIOD = Duration.ofHours(1);
    private static final Duration OPEN = Duration.ofDays(1);

    private final DatabaseClient database;
    private final TransactionalOperator transaction;
    private final AuditLog log;
    private final AuditProperties properties;
    private final Clock clock;
    private final Map<String, String> told = new HashMap<>();

    AuditRetention(
            DatabaseClient database,
            TransactionalOperator transaction,
            AuditLog log,
            AuditProperties properties,
            Clock clock) {
        super(Duration.ofMinutes(1), PERIOD);
        this.database = database;
        this.transaction = transaction;
        this.log = log;
        this.properties = properties;
        this.clock = clock;
    }

    @Override
    protected String whenFailed() {
        return "The audit log was not tended; next try in an hour";
    }

    /** Gives the number of events dropped. */
    @Override
    protected Mono<Long> round() {
        var now = clock.instant();
        return chains().concatMap(chain -> closeOld(chain, now.minus(OPEN))
                        .then(Mono.defer(() -> properties.retention() == null
                                ? Mono.just(0L)
                                : drop(chain, now.minus(properties.retention())))))
                .reduce(0L, Long::sum)
                .delayUntil(_ -> tellEnds());
    }

    private Flux<String> chains() {
        return database.sql("select chain from audit_chain order by chain")
                .mapValue(String.class)
                .all()
                .collectList()
                .flatMapMany(Flux::fromIterable);
    }

    private Mono<Void> closeOld(String chain, Instant before) {
        return database.sql("select audit_close_old(:chain, :before)")
                .bind("chain", chain)
                .bind("before", before)
                .then();
    }

    private Mono<Long> drop(String chain, Instant before) {
        return database.sql("select audit_drop(:chain, :before)")
                .bind("chain", chain)
                .bind("before", before)
                .mapValue(Long.class)
                .all()
                .single()
                .delayUntil(dropped -> dropped == 0 ? Mono.empty() : log.append(event(chain, dropped)))
                .as(transaction::transactional);
    }

    private AuditEvent event(String chain, long dropped) {
        return AuditEvent.of(Actor.SYSTEM, "audit.drop", chain.isEmpty() ? null : chain, dropped + " audit events")
                .because("They were older than " + properties.retentionDays()
                        + " days; the seals of their segments stay");
    }

    private Mono<Void> tellEnds() {
        return database.sql("select chain, last, head from audit_chain order by chain")
                .map(row -> new AuditAnchor(
                        String.valueOf(row.get("chain", String.class)),
                        Segment.number(row, "last"),
                        HexFormat.of().formatHex(Segment.bytes(row, "head"))))
                .all()
                .doOnNext(anchor -> {
                    if (!anchor.link().equals(told.put(anchor.chain(), anchor.link()))) {
                        LOG.info("The audit log ends at {}", anchor);
                    }
                })
                .then();
    }
}
