package dev.slipway.notification.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.audit.Actor;
import dev.slipway.audit.AuditEvent;
import dev.slipway.engine.Lease;
import dev.slipway.engine.Signals;
import dev.slipway.notification.NotificationProperties;
import dev.slipway.notification.Severity;
import dev.slipway.testing.Postgres;
import dev.slipway.testing.TestDatabase;
import dev.slipway.web.Conflict;
import io.r2dbc.pool.ConnectionPool;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

class AlertRoundTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-27T20:00:00Z"), ZoneOffset.UTC);
    private static final Actor ADA = new Actor(Actor.Kind.PERSON, "ada", "Ada");
    private static final NotificationProperties PROPERTIES = new NotificationProperties(
            Duration.ofSeconds(2),
            Duration.ofDays(3),
            Duration.ofDays(30),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            URI.create("https://slack.com/api"),
            new NotificationProperties.Mail(null, 25, null, null, "x@y", NotificationProperties.Security.NONE));

    private final TestDatabase server = Postgres.migrated();
    private final ConnectionPool pool = server.pool(2);
    private final List<AuditEvent> record = new ArrayList<>();
    private final Alerts alerts = new Alerts(
            new AlertRows(server.client(pool)),
            event -> Mono.fromRunnable(() -> record.add(event)),
            new Silent(),
            server.transactions(pool),
            CLOCK);
    private final Sick sick = new Sick();
    private final AlertRound round = new AlertRound(
            List.of(sick),
            alerts,
            new Tidying(server.client(pool), PROPERTIES, CLOCK),
            (_, _, _) -> Mono.empty(),
            CLOCK);

    @AfterEach
    void close() {
        pool.dispose();
    }

    private void look() {
        round.run("all", new Held());
    }

    private List<String> told() {
        return record.stream().map(AuditEvent::action).toList();
    }

    private List<Alert> all() {
        return alerts.of("shop", 10).collectList().blockOptional().orElseThrow();
    }

    @Test
    void whatStaysWrongShouldBeOneAlertUntilItIsRight() {
        sick.services = List.of("web", "worker");
        look();
        look();
        sick.services = List.of("worker");
        look();
        look();

        assertThat(told()).containsExactly("alert.open", "alert.open", "alert.resolve");
        assertThat(all())
                .extracting(Alert::key, Alert::open)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("worker", true),
                        org.assertj.core.groups.Tuple.tuple("web", false));

        sick.services = List.of("web");
        look();
        assertThat(all()).as("wrong once more is another alert").hasSize(3);
    }

    @Test
    void ruleThatCannotLookShouldChangeNothing() {
        sick.services = List.of("web");
        look();
        sick.services = null;
        look();

        assertThat(all())
                .singleElement()
                .satisfies(alert -> assertThat(alert.open()).isTrue());
    }

    @Test
    void oneShouldLookAfterIt() {
        sick.services = List.of("web");
        look();
        var id = all().getFirst().id();
        alerts.acknowledge("shop", id, " On it ", ADA).block();

        assertThat(all().getFirst().course().acknowledged()).satisfies(by -> {
            assertThat(by.by()).isEqualTo("Ada");
            assertThat(by.note()).isEqualTo("On it");
        });
        assertThat(told()).containsExactly("alert.open", "alert.acknowledge");
        assertThatThrownBy(() -> alerts.acknowledge("shop", id, null, ADA).block())
                .isInstanceOf(Conflict.class);
        assertThatThrownBy(() -> alerts.acknowledge("other", id, null, ADA).block())
                .isInstanceOf(dev.slipway.web.NotFound.class);
    }

    private static final class Sick implements AlertRule {

        @org.jspecify.annotations.Nullable
        private List<String> services = List.of();

        @Override
        public String name() {
            return "sick";
        }

        @Override
        public List<Wrong> look(Instant now) {
            if (services == null) {
                throw new IllegalStateException("Nobody answers");
            }
            return services.stream()
                    .map(service -> new Wrong(
                            service,
                            Severity.CRITICAL,
                            new Place("shop", "prod"),
                            service + " is sick",
                            "It has a cold",
                            "/projects/shop"))
                    .toList();
        }
    }

    private record Held() implements Lease {

        @Override
        public long fence() {
            return 1;
        }

        @Override
        public boolean held() {
            return true;
        }
    }

    private static final class Silent implements Signals {

        @Override
        public Mono<Void> send(String topic, String payload) {
            return Mono.empty();
        }

        @Override
        public Flux<String> on(String topic) {
            return Flux.never();
        }
    }
}
