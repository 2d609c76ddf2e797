package dev.slipway.freeze;

import dev.slipway.audit.AuditEvent;
import dev.slipway.audit.AuditLog;
import dev.slipway.job.GateChanges;
import java.time.Clock;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Makes a change together with its audit record, and has the jobs that wait ask again. */
@Component
class Changes {

    private final AuditLog audit;
    private final GateChanges gates;
    private final TransactionalOperator transactions;
    private final JsonMapper json;
    private final Clock clock;

    Changes(AuditLog audit, GateChanges gates, TransactionalOperator transactions, JsonMapper json, Clock clock) {
        this.audit = audit;
        this.gates = gates;
        this.transactions = transactions;
        this.json = json;
        this.clock = clock;
    }

    /** @param project of the jobs that it may hold or let go; null for all */
    <T> Mono<T> change(
            @Nullable String project, @Nullable String environment, Mono<T> change, Function<T, AuditEvent> event) {
        return change.flatMap(done -> audit.append(event.apply(done))
                        .then(gates.changed(project, environment))
                        .thenReturn(done))
                .as(transactions::transactional);
    }

    String json(Object value) {
        return json.writeValueAsString(value);
    }

    Instant now() {
        return Instant.ofEpochMilli(clock.millis());
    }
}
