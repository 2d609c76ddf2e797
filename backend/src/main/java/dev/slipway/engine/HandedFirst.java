package dev.slipway.engine;

import com.github.kagkarlsson.scheduler.jdbc.JdbcTaskRepositoryContext;
import com.github.kagkarlsson.scheduler.jdbc.PostgreSqlJdbcCustomization;
import com.github.kagkarlsson.scheduler.task.Execution;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** Begins with what was handed to this portal, and asks the database when there may be more. */
final class HandedFirst extends PostgreSqlJdbcCustomization {

    private final FreeHands hands;
    private final EngineProperties properties;
    private final Consumer<Execution> giveBack;
    private final AtomicBoolean more = new AtomicBoolean(true);
    private volatile Instant asked = Instant.EPOCH;

    /** @param giveBack what waited for so long that others may take its worker for dead */
    HandedFirst(FreeHands hands, EngineProperties properties, Consumer<Execution> giveBack) {
        super(false, false);
        this.hands = hands;
        this.properties = properties;
        this.giveBack = giveBack;
    }

    /** Somebody has left work in the database. */
    void more() {
        more.set(true);
    }

    @Override
    public List<Execution> lockAndFetchSingleStatement(
            JdbcTaskRepositoryContext context, Instant now, int limit, boolean orderByPriority) {
        var due = new ArrayList<Execution>();
        for (var execution : hands.begin(limit)) {
            if (isOld(execution, now)) {
                giveBack.accept(execution);
            } else {
                due.add(execution);
            }
        }
        var left = limit - due.size();
        if (left > 0 && asks(due, now)) {
            var found = super.lockAndFetchSingleStatement(context, now, left, orderByPriority);
            if (found.size() == left) {
                more.set(true);
            }
            due.addAll(found);
        }
        return due;
    }

    private boolean asks(List<Execution> handed, Instant now) {
        var asks = more.getAndSet(false)
                || handed.isEmpty()
                || Duration.between(asked, now).compareTo(properties.poll()) >= 0;
        if (asks) {
            asked = now;
        }
        return asks;
    }

    private boolean isOld(Execution execution, Instant now) {
        return Duration.between(execution.lastHeartbeat, now).compareTo(properties.heartbeat()) > 0;
    }
}
