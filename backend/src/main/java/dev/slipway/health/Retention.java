package dev.slipway.health;

import dev.slipway.engine.Lease;
import dev.slipway.engine.Work;
import dev.slipway.engine.WorkQueue;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Makes room for the days to come and forgets what is too old, every hour, on one portal of all. */
@Component
class Retention implements Work {

    static final String KIND = "health.retention";

    private static final Duration PERIOD = Duration.ofHours(1);
    private static final int DAYS_AHEAD = 3;

    private final Partitions partitions;
    private final Changes changes;
    private final HistorySettings settings;
    private final WorkQueue queue;
    private final Clock clock;

    Retention(Partitions partitions, Changes changes, HistorySettings settings, WorkQueue queue, Clock clock) {
        this.partitions = partitions;
        this.changes = changes;
        this.settings = settings;
        this.queue = queue;
        this.clock = clock;
    }

    @EventListener
    void start(ApplicationReadyEvent ready) {
        queue.schedule(KIND, "all", clock.instant()).block(Duration.ofSeconds(10));
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Outcome run(String id, Lease lease) {
        var now = clock.instant();
        for (var days = 0; days <= DAYS_AHEAD; days++) {
            partitions.ensure(day(now).plusDays(days)).block();
        }
        for (var grain : Grain.values()) {
            partitions.drop(grain, day(now.minus(settings.kept(grain)))).block();
        }
        changes.drop(now.minus(settings.changes())).block();
        return new Outcome.Again(now.plus(PERIOD));
    }

    private static LocalDate day(Instant at) {
        return at.atZone(ZoneOffset.UTC).toLocalDate();
    }
}
