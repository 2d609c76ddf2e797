package dev.slipway.audit;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** How long the chains are and how many events wait for their link: a number that falls, or stays high, is an alarm. */
@Component
class AuditMetrics implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(AuditMetrics.class);
    private static final Duration PERIOD = Duration.ofSeconds(30);

    private final DatabaseClient database;
    private final MultiGauge entries;
    private volatile long pending;
    private volatile @Nullable Disposable running;

    AuditMetrics(DatabaseClient database, MeterRegistry meters) {
        this.database = database;
        this.entries = MultiGauge.builder("slipway.audit.entries")
                .description("Number of the last entry in the audit log of a project")
                .register(meters);
        Gauge.builder("slipway.audit.pending", () -> pending)
                .description("Audit events that are not linked into their chain yet")
                .register(meters);
    }

    @Override
    public void start() {
        running = Flux.interval(Duration.ZERO, PERIOD)
                .onBackpressureDrop()
                .concatMap(_ -> look().onErrorResume(e -> {
                    LOG.warn("The figures of the audit log are those of before: {}", e.getMessage());
                    return Mono.empty();
                }))
                .subscribe();
    }

    private record Length(String chain, long last) {}

    private Mono<Void> look() {
        var lengths = database.sql("select chain, last from audit_chain order by chain")
                .map(row -> new Length(String.valueOf(row.get("chain", String.class)), Segment.number(row, "last")))
                .all()
                .collectList()
                .doOnNext(this::show);
        var waiting = database.sql("select count(*) from audit_pending")
                .mapValue(Long.class)
                .all()
                .single()
                .doOnNext(count -> pending = count);
        return lengths.then(waiting).then();
    }

    private void show(List<Length> lengths) {
        entries.register(
                lengths.stream()
                        .map(length -> MultiGauge.Row.of(Tags.of("project", length.chain()), length.last()))
                        .toList(),
                true);
    }

    @Override
    public void stop() {
        var current = running;
        if (current != null) {
            current.dispose();
            running = null;
        }
    }

    @Override
    public boolean isRunning() {
        return running != null;
    }
}
