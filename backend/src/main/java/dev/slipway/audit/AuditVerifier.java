package dev.slipway.audit;

import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.ReactiveTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.reactive.TransactionalOperator;
import org.springframework.transaction.support.DefaultTransactionDefinition;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Proves that the record is what it was, or says where it is not. */
@Component
public class AuditVerifier {

    private static final int FETCH = 1_000;

    private static final String ENTRIES = "select l.number, l.event, l.digest, l.link, " + Digests.COLUMNS
            + " from audit_link l left join audit_event e on e.id = l.event where l.chain = :chain order by l.number";

    private final DatabaseClient database;
    private final Sealer sealer;
    private final Clock clock;
    private final TransactionalOperator snapshot;
    private final AtomicReference<@Nullable Mono<AuditVerification>> running = new AtomicReference<>();

    AuditVerifier(DatabaseClient database, Sealer sealer, Clock clock, ReactiveTransactionManager transactions) {
        this.database = database;
        this.sealer = sealer;
        this.clock = clock;
        this.snapshot = TransactionalOperator.create(transactions, readOnly());
    }

    /** All statements see one state, while the log grows. */
    private static TransactionDefinition readOnly() {
        var definition = new DefaultTransactionDefinition();
        definition.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        definition.setReadOnly(true);
        return definition;
    }

    /** Reads everything that was ever recorded; who asks while somebody else has asked gets the same answer. */
    public Mono<AuditVerification> verify() {
        return Mono.defer(() -> {
            var current = running.get();
            if (current != null) {
                return current;
            }
            var mine = new AtomicReference<@Nullable Mono<AuditVerification>>();
            var fresh = verify(List.of())
                    .doFinally(_ -> running.compareAndSet(mine.get(), null))
                    .cache();
            mine.set(fresh);
            running.compareAndSet(null, fresh);
            return fresh;
        });
    }

    /** Also holds the chains to what was noted of them elsewhere. */
    public Mono<AuditVerification> verify(List<AuditAnchor> anchors) {
        return sealer.sealAll()
                .then(Mono.defer(() -> snapshot.transactional(chains().concatWith(
                                Flux.fromIterable(anchors).map(AuditAnchor::chain))
                        .distinct()
                        .collectList()
                        .flatMapMany(Flux::fromIterable)
                        .concatMap(chain -> chain(
                                chain,
                                anchors.stream()
                                        .filter(a -> a.chain().equals(chain))
                                        .toList()))
                        .collectList()
                        .map(found -> AuditVerification.of(found, clock.instant())))));
    }

    private Flux<String> chains() {
        return database.sql("""
            select chain from audit_chain union select distinct chain from audit_link
             union select distinct chain from audit_segment union select distinct coalesce(project, '') from audit_event
             order by 1\
            """).mapValue(String.class).all();
    }

    private record End(long last, byte[] head) {}

    private Mono<AuditVerification.Chain> chain(String chain, List<AuditAnchor> anchors) {
        return end(chain)
                .zipWith(segments(chain))
                .map(both ->
                        new ChainWalk(chain, both.getT1().last(), both.getT1().head(), both.getT2(), anchors))
                .delayUntil(walk -> database.sql(ENTRIES)
                        .filter(statement -> statement.fetchSize(FETCH))
                        .bind("chain", chain)
                        .map(row -> {
                            walk.take(row);
                            return true;
                        })
                        .all()
                        .then())
                .delayUntil(walk -> strays(chain).doOnNext(walk::stray).then())
                .map(ChainWalk::end);
    }

    /** Where the chain says it ends; a chain without such a row never had an entry. */
    private Mono<End> end(String chain) {
        return database.sql("select last, head from audit_chain where chain = :chain")
                .bind("chain", chain)
                .map(row -> new End(Segment.number(row, "last"), Segment.bytes(row, "head")))
                .all()
                .singleOrEmpty()
                .defaultIfEmpty(new End(0, Digests.begin(chain)));
    }

    private Mono<List<Segment>> segments(String chain) {
        return database.sql(Segment.SELECT + " where chain = :chain order by number")
                .bind("chain", chain)
                .map(Segment::read)
                .all()
                .collectList();
    }

    private Flux<Long> strays(String chain) {
        return database.sql("""
            select e.id from audit_event e
             where coalesce(e.project, '') = :chain
               and not exists (select from audit_link l where l.event = e.id)
               and not exists (select from audit_pending p where p.event = e.id)
             order by e.id limit 200\
            """)
                .bind("chain", chain)
                .map(row -> Objects.requireNonNull(row.get("id", Long.class)))
                .all();
    }
}
