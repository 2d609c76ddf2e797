package dev.slipway.dashboard.grid;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * When the grid is read, and how much of it: what is told to have changed at once and alone, everything whenever that is
 * asked for.
 *
 * @param again what is due, the rest as it was read before
 */
record GridCourse(
        Mono<GridReading> everything, BiFunction<GridReading, GridDue, Mono<GridReading>> again, Clock clock) {

    /** After a reading, before the next one: a change is read at once, many that come one after the other are read together. */
    private static final Duration LEAST_REST = Duration.ofMillis(100);

    private static final Duration LONGEST_REST = Duration.ofSeconds(3);

    /** One reading after the other; the first reads everything. */
    Flux<GridReading> readings(Flux<GridHint> hints) {
        return Flux.defer(() -> {
            var due = new AtomicReference<>(GridDue.NOTHING);
            var known = new AtomicReference<@Nullable GridReading>();
            return hints.doOnNext(hint -> due.updateAndGet(before -> before.and(hint)))
                    .onBackpressureLatest()
                    .concatMap(_ -> next(known, due.getAndSet(GridDue.NOTHING)), 1);
        });
    }

    /** Nothing, if what this was about was read with what came before it. */
    private Flux<GridReading> next(AtomicReference<@Nullable GridReading> known, GridDue due) {
        if (due.equals(GridDue.NOTHING)) {
            return Flux.empty();
        }
        var before = known.get();
        var began = clock.instant();
        return (before == null || due.all() ? everything : again.apply(before, due))
                .doOnNext(known::set)
                .concatWith(Mono.defer(() -> Mono.delay(rest(Duration.between(began, clock.instant())))
                        .flatMap(_ -> Mono.empty())));
    }

    /** As long as it took to read and to tell everybody: that is half of the time at most, however busy the portal is. */
    private static Duration rest(Duration took) {
        if (took.compareTo(LEAST_REST) < 0) {
            return LEAST_REST;
        }
        return took.compareTo(LONGEST_REST) > 0 ? LONGEST_REST : took;
    }
}
