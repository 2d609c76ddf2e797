package dev.slipway.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.audit.Actor;
import dev.slipway.testing.PortalTest;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What one may ask of two portals on one database together; each portal here is a set of the objects it would have. */
@PortalTest
class LimitsTest {

    private static final LimitProperties LIMITS = new LimitProperties(120, 5);
    private static final Clock NOW = Clock.fixed(Instant.parse("2026-12-01T10:00:20Z"), ZoneOffset.UTC);

    private final String who = "somebody-" + UUID.randomUUID();
    private final DatabaseClient database;
    private final TransactionalOperator transaction;
    private final Visitors visitors;

    @Autowired
    LimitsTest(DatabaseClient database, TransactionalOperator transaction, Visitors visitors) {
        this.database = database;
        this.transaction = transaction;
        this.visitors = visitors;
    }

    @Test
    void requestsOfAMinuteShouldBeCountedOverAllPortals() {
        var first = new Allowances(database, LIMITS, NOW);
        var second = new Allowances(database, LIMITS, NOW);

        assertThat(passed(first, second)).isEqualTo(120);
        assertThat(first.take("somebody else").block()).isTrue();
        var later = Clock.fixed(Instant.parse("2026-12-01T10:01:00Z"), ZoneOffset.UTC);
        assertThat(new Allowances(database, LIMITS, later).take(who).block()).isTrue();
    }

    /** Each portal is asked until it refuses: what one has taken from the database the other cannot give. */
    private long passed(Allowances first, Allowances second) {
        return Objects.requireNonNull(Flux.range(0, 400)
                .flatMap(i -> (i % 2 == 0 ? first : second).take(who), 10)
                .filter(may -> may)
                .count()
                .block());
    }

    @Test
    void oneTooManyShouldBeRefusedWithWhenToComeAgain() {
        var limit = new RequestLimit(
                visitors, new Allowances(database, new LimitProperties(1, 0), NOW), new LimitProperties(1, 0), NOW);
        ask(limit, "/api/v1/me").block();

        var refused = MockServerWebExchange.from(MockServerHttpRequest.get("/api/v1/me"));
        assertThatThrownBy(() -> ask(limit, refused).block())
                .isInstanceOfSatisfying(
                        TooManyRequests.class,
                        e -> assertThat(e.status().value()).isEqualTo(429));
        assertThat(refused.getResponse().getHeaders().getFirst("Retry-After")).isEqualTo("41");
        ask(limit, "/static/css/slipway.css").block();
    }

    private Mono<Void> ask(RequestLimit limit, String path) {
        return ask(limit, MockServerWebExchange.from(MockServerHttpRequest.get(path)));
    }

    private Mono<Void> ask(RequestLimit limit, MockServerWebExchange exchange) {
        var actor = new Actor(Actor.Kind.PERSON, who, who);
        exchange.getAttributes().put(Visitors.ATTRIBUTE, Mono.just(new Access(actor, who, Set.of(Permission.VIEW))));
        return limit.filter(exchange, _ -> Mono.empty());
    }

    @Test
    void openStreamsShouldBeCountedOverAllPortals() {
        var first = new StreamPlaces(database, transaction, LIMITS, NOW);
        var second = new StreamPlaces(database, transaction, LIMITS, NOW);
        var ids = Flux.range(0, 20).map(_ -> UUID.randomUUID()).collectList().block();

        var open = Flux.fromIterable(Objects.requireNonNull(ids))
                .index()
                .flatMap(id -> (id.getT1() % 2 == 0 ? first : second)
                        .take(id.getT2(), who)
                        .filter(may -> may)
                        .map(_ -> id.getT2()))
                .collectList()
                .block();
        assertThat(open).hasSize(5);

        first.leave(Objects.requireNonNull(open).getFirst()).block();
        assertThat(second.take(UUID.randomUUID(), who).block()).isTrue();
        assertThat(first.take(UUID.randomUUID(), who).block()).isFalse();
    }

    @Test
    void streamsOfAPortalThatWasKilledShouldNotCountForLong() {
        var killed = new StreamPlaces(database, transaction, new LimitProperties(0, 1), NOW);
        assertThat(killed.take(UUID.randomUUID(), who).block()).isTrue();
        assertThat(killed.take(UUID.randomUUID(), who).block()).isFalse();

        var later = Clock.fixed(NOW.instant().plusSeconds(31), ZoneOffset.UTC);
        var other = new StreamPlaces(database, transaction, new LimitProperties(0, 1), later);
        assertThat(other.take(UUID.randomUUID(), who).block()).isTrue();
        other.stillThere(List.of()).block();
    }
}
