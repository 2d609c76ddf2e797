package dev.slipway.health;

import dev.slipway.target.Health;
import dev.slipway.target.PlacementKey;
import java.time.Duration;
import java.time.Instant;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;

/** Looks of the past, kept as an observer of that time would have. */
public final class PastLooks {

    private static final Duration PERIOD = Duration.ofSeconds(5);

    private final Samples samples;

    public PastLooks(DatabaseClient database, TransactionalOperator transaction) {
        this(new Samples(database, new Partitions(database, transaction)));
    }

    PastLooks(Samples samples) {
        this.samples = samples;
    }

    /** One that saw it well. */
    public void at(PlacementKey placement, Instant minute) {
        keep(Look.answered(placement, minute, Sights.seen(Health.HEALTHY, "1.0.0", minute), PERIOD));
    }

    /** One that was not answered. */
    void inVain(PlacementKey placement, Instant minute) {
        keep(new Look(placement, minute, PERIOD, 1, "connection refused", null, null));
    }

    private void keep(Look look) {
        var now = look.at().plusSeconds(60);
        var minute = Gathered.none(Gathered.minute(look.at())).plus(look, null);
        samples.prepare(now)
                .then(samples.register(look.placement()))
                .then(samples.put(look.placement(), minute, now))
                .block();
    }
}
