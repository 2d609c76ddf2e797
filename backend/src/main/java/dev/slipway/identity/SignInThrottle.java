package dev.slipway.identity;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Slows down guessing, by account and by address, on all replicas together. A try is counted before the password is
 * looked at, so that many at once gain nothing, and taken back when it was right.
 */
@Component
class SignInThrottle {

    /** Failures of one account before the first wait. */
    static final int FREE_PER_ACCOUNT = 5;

    /** Failures from one address before the first wait; people behind one proxy share it. */
    static final int FREE_PER_ADDRESS = 30;

    /** Failures are forgotten after so long. */
    static final Duration MEMORY = Duration.ofHours(1);

    /** First wait 30 s, then twice as long each time, at most 15 minutes. */
    private static final String COUNT = """
        insert into sign_in_attempts as a (key, failures, first_at) values (:key, 1, :now)
        on conflict (key) do update set
            failures = case when a.first_at < :forgotten then 1 else a.failures + 1 end,
            first_at = case when a.first_at < :forgotten then :now else a.first_at end,
            blocked_until = case when a.first_at >= :forgotten and a.failures + 1 >= :free
                then :now::timestamptz + make_interval(secs => least(900, 30 * power(2, least(a.failures + 1 - :free, 6))))
                end
         where a.blocked_until is null or a.blocked_until <= :now
        returning failures\
        """;

    private final DatabaseClient database;
    private final Clock clock;

    SignInThrottle(DatabaseClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Counts a try; gives the time from which on the next is allowed if this one is not. */
    Mono<Optional<Instant>> begin(String userName, String address) {
        return count(account(userName), FREE_PER_ACCOUNT)
                .flatMap(wait -> wait.isPresent() ? Mono.just(wait) : count(address(address), FREE_PER_ADDRESS));
    }

    /** The password was right: the account starts afresh, the address gets this one try back. */
    Mono<Void> succeeded(String userName, String address) {
        return database.sql("delete from sign_in_attempts where key = :account or first_at < :old")
                .bind("account", account(userName))
                .bind("old", clock.instant().minus(Duration.ofDays(1)))
                .then()
                .then(database.sql("""
                    update sign_in_attempts set failures = greatest(failures - 1, 0), blocked_until = null
                     where key = :address\
                    """).bind("address", address(address)).then());
    }

    private Mono<Optional<Instant>> count(String key, int free) {
        var now = clock.instant();
        return database.sql(COUNT)
                .bind("key", key)
                .bind("now", now)
                .bind("forgotten", now.minus(MEMORY))
                .bind("free", free)
                .mapValue(Integer.class)
                .one()
                .map(_ -> Optional.<Instant>empty())
                .switchIfEmpty(Mono.defer(() -> blockedUntil(key)));
    }

    private Mono<Optional<Instant>> blockedUntil(String key) {
        return database.sql("select blocked_until from sign_in_attempts where key = :key and blocked_until is not null")
                .bind("key", key)
                .mapValue(Instant.class)
                .one()
                .map(Optional::of)
                .defaultIfEmpty(Optional.of(clock.instant()));
    }

    /** Hashed: people type their password into the wrong field. */
    private static String account(String userName) {
        return "account:" + HexFormat.of().formatHex(new Secret(userName).hash());
    }

    private static String address(String address) {
        return "address:" + address;
    }

    /** Where a request comes from, as people read it. */
    static String placeOf(ServerWebExchange exchange) {
        var remote = exchange.getRequest().getRemoteAddress();
        var address = remote == null ? null : remote.getAddress();
        return address == null ? "unknown" : address.getHostAddress().replaceFirst("%.*", "");
    }

    static String addressOf(ServerWebExchange exchange) {
        return addressOf(exchange.getRequest().getRemoteAddress());
    }

    /** What one customer of a provider has: an IPv4 address, or the first 64 bits of an IPv6 one. */
    static String addressOf(@Nullable InetSocketAddress remote) {
        InetAddress address = remote == null ? null : remote.getAddress();
        if (address == null) {
            return "unknown";
        }
        return address instanceof Inet6Address
                ? HexFormat.of().formatHex(Arrays.copyOf(address.getAddress(), 8)) + "/64"
                : address.getHostAddress();
    }
}
