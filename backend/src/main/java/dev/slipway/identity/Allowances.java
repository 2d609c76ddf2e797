package dev.slipway.identity;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Requests that somebody may make in a minute, at all portals together. A portal takes a fiftieth of them at a time from the
 * database, so that it is asked once in many requests and the sum is never more than allowed.
 */
@Component
class Allowances {

    private static final int PARTS = 50;

    private static final String TAKE = """
        insert into request_allowance as a (who, minute, taken, given)
        values (:who, :minute, least(:part, :most), least(:part, :most))
        on conflict (who, minute) do update set
            given = least(:part, :most - a.taken), taken = a.taken + least(:part, :most - a.taken)
         where a.taken < :most
        returning given\
        """;

    private final Map<String, Purse> purses = new ConcurrentHashMap<>();
    private final DatabaseClient database;
    private final LimitProperties limits;
    private final Clock clock;

    Allowances(DatabaseClient database, LimitProperties limits, Clock clock) {
        this.database = database;
        this.limits = limits;
        this.clock = clock;
    }

    /** What this portal has taken for somebody and not used yet; less than nothing left means that there is no more. */
    private record Purse(Instant minute, AtomicInteger left) {

        boolean spend() {
            return left.getAndUpdate(left -> left > 0 ? left - 1 : left) > 0;
        }

        boolean isOver() {
            return left.get() < 0;
        }

        boolean add(int given) {
            left.updateAndGet(left -> given == 0 && left == 0 ? -1 : Math.max(0, left) + given);
            return spend();
        }
    }

    /** Whether one more request may pass. */
    Mono<Boolean> take(String who) {
        var minute = clock.instant().truncatedTo(ChronoUnit.MINUTES);
        var purse = purses.compute(
                who,
                (_, old) ->
                        old == null || old.minute().isBefore(minute) ? new Purse(minute, new AtomicInteger()) : old);
        if (purse.spend()) {
            return Mono.just(true);
        }
        return purse.isOver() ? Mono.just(false) : more(who, minute).map(purse::add);
    }

    /** Seconds until the next minute begins. */
    long wait(Instant now) {
        return Duration.between(now, now.truncatedTo(ChronoUnit.MINUTES).plus(1, ChronoUnit.MINUTES))
                        .toSeconds()
                + 1;
    }

    private Mono<Integer> more(String who, Instant minute) {
        return forgotten(minute)
                .then(database.sql(TAKE)
                        .bind("who", who)
                        .bind("minute", minute)
                        .bind("part", Math.max(1, limits.requests() / PARTS))
                        .bind("most", limits.requests())
                        .mapValue(Integer.class)
                        .all()
                        .singleOrEmpty()
                        .defaultIfEmpty(0));
    }

    private Mono<Void> forgotten(Instant minute) {
        var old = minute.minus(2, ChronoUnit.MINUTES);
        return purses.values().removeIf(purse -> purse.minute().isBefore(old))
                ? database.sql("delete from request_allowance where minute < :old")
                        .bind("old", old)
                        .then()
                : Mono.empty();
    }
}
