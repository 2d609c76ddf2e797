package dev.slipway.audit;

import dev.slipway.engine.Rounds;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.List;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** How long the chains are and how many events wait for their link: a number that falls, or stays high, is an alarm. */
@Component
class AuditMetrics extends Rounds {

    private static final Duration PERIOD = Duration.ofSeconds(30);

    private final DatabaseClient database;
    private final MultiGauge entries;
    private volatile long pending;

    AuditMetrics(DatabaseClient database, MeterRegistry meters) {
        super(Duration.ZERO, PERIOD);
        this.database = database;
        this.entries = MultiGauge.builder("slipway.audit.entries")
                .description("Number of the last entry in the audit log of a project")
                .register(meters);
        Gauge.builder("slipway.audit.pending", () -> pending)
                .description("Audit events that are not linked into their chain yet")
                .register(meters);
    }

    private record Length(String chain, long last) {}

    @Override
    protected Mono<Void> round() {
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

    @Override
    protected String whenFailed() {
        return "The figures of the audit log are those of before";
    }

    private void show(List<Length> lengths) {
        entries.register(
                lengths.stream()
                        .map(length -> MultiGauge.Row.of(Tags.of("project", length.chain()), length.last()))
                        .toList(),
                true);
    }
}
