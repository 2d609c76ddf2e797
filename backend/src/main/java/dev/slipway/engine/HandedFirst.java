package dev.slipway.engine;

import com.github.kagkarlsson.scheduler.jdbc.JdbcTaskRepositoryContext;
import com.github.kagkarlsson.scheduler.jdbc.PostgreSqlJdbcCustomization;
import com.github.kagkarlsson.scheduler.task.Execution;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Begins with what was handed to this portal, and asks the database when nothing was, or when it was not asked for long. Never both in one
 * look: a database that does not answer must not take along what was handed over.
 */
final class HandedFirst extends PostgreSqlJdbcCustomization {

    private final FreeHands hands;
    private final EngineProperties properties;
    private final Looks looks;
    private volatile boolean more = true;
    private volatile Instant asked = Instant.EPOCH;

    /**
     * Where a look leads.
     *
     * @param again asks for another look after this one
     * @param giveBack takes what waited for so long that others may take its worker for dead
     */
    record Looks(Runnable again, Consumer<Execution> giveBack) {}

    HandedFirst(FreeHands hands, EngineProperties properties, Looks looks) {
        super(false, false);
        this.hands = hands;
        this.properties = properties;
        this.looks = looks;
    }

    /** Somebody has left work in the database. */
    void more() {
        more = true;
    }

    @Override
    public List<Execution> lockAndFetchSingleStatement(
            JdbcTaskRepositoryContext context, Instant now, int limit, boolean orderByPriority) {
        var longAgo = Duration.between(asked, now).compareTo(properties.poll()) >= 0;
        if (!longAgo) {
            var handed = begin(now, limit);
            if (!handed.isEmpty()) {
                if (more) {
                    looks.again().run();
                }
                return handed;
            }
        } else if (hands.any()) {
            looks.again().run();
        }
        asked = now;
        more = false;
        var found = super.lockAndFetchSingleStatement(context, now, limit, orderByPriority);
        if (found.size() == limit) {
            more = true;
        }
        return found;
    }

    private List<Execution> begin(Instant now, int most) {
        var fresh = new ArrayList<Execution>();
        for (var execution : hands.begin(most)) {
            if (Duration.between(execution.lastHeartbeat, now).compareTo(properties.heartbeat()) > 0) {
                looks.giveBack().accept(execution);
            } else {
                fresh.add(execution);
            }
        }
        return fresh;
    }
}
