package dev.slipway.logstream;

import dev.slipway.engine.Rounds;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** Creates partitions ahead of their day and drops those past retention, every hour on every replica. */
final class LogRetention extends Rounds {

    private static final Logger LOG = LoggerFactory.getLogger(LogRetention.class);
    private static final Duration PERIOD = Duration.ofHours(1);

    private final Partitions partitions;
    private final LogProperties properties;
    private final Clock clock;

    LogRetention(Partitions partitions, LogProperties properties, Clock clock) {
        super(Duration.ZERO, PERIOD);
        this.partitions = partitions;
        this.properties = properties;
        this.clock = clock;
    }

    @Override
    protected String whenFailed() {
        return "Log partitions were not tended; next try in an hour";
    }

    @Override
    protected Mono<Long> round() {
        var today = clock.instant().atZone(ZoneOffset.UTC).toLocalDate();
        return partitions
                .ahead(today)
                .then(partitions.drop(today.minusDays(properties.retentionDays())))
                .doOnNext(days -> {
                    if (days > 0) {
                        LOG.info(
                                "Removed the logs of {} days; they were older than {} days",
                                days,
                                properties.retentionDays());
                    }
                });
    }

    /** Before anything writes a line. */
    @Override
    public int getPhase() {
        return 0;
    }
}
