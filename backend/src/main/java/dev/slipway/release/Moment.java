package dev.slipway.release;

import java.time.Clock;
import java.time.Instant;
import java.util.Collections;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** When and as what a change is recorded: the transaction, its time, and states as JSON. */
@Component("releaseMoment")
class Moment {

    private final TransactionalOperator transaction;
    private final Clock clock;
    private final JsonMapper json;

    Moment(TransactionalOperator transaction, Clock clock, JsonMapper json) {
        this.transaction = transaction;
        this.clock = clock;
        this.json = json;
    }

    Instant now() {
        return clock.instant();
    }

    <T> Mono<T> inTransaction(Mono<T> work) {
        return transaction.transactional(work);
    }

    String json(Release release) {
        return json.writeValueAsString(release);
    }

    String blocked(@Nullable String reason) {
        return json.writeValueAsString(Collections.singletonMap("blocked", reason));
    }
}
