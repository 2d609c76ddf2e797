package dev.slipway.logstream;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Creates partitions ahead of their day and drops those past retention, every hour on every replica. */
final class LogRetention {

    private static final Logger LOG = LoggerFactory.getLogger(LogRetention.class);
    private static final Duration PERIOD = Duration.ofHours(1);

    private final Partitions partitions;
    private final LogProperties properties;
    private final Clock clock;
    private final Disposable.Swap running = Disposables.swap();

    LogRetention(Partitions partitions, LogProperties properties, Clock clock) {
        this.partitions = partitions;
        this.properties = properties;
        this.clock = clock;
    }

    void start() {
        running.update(Flux.interval(Duration.ZERO, PERIOD)
                .onBackpressureDrop()
                .concatMap(tick -> run().onErrorResume(failure -> {
                    LOG.warn("Log partitions were not tended; next try in an hour: {}", failure.getMessage());
                    return Mono.empty();
                }))
                .subscribe());
    }

    void close() {
        running.dispose();
    }

    Mono<Long> run() {
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
}
