package dev.slipway.notification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.engine.Lease;
import dev.slipway.engine.Signals;
import dev.slipway.engine.Work;
import dev.slipway.engine.WorkQueue;
import dev.slipway.notification.notifier.NotDelivered;
import dev.slipway.notification.notifier.Notifier;
import dev.slipway.notification.notifier.UpdatesInPlace;
import dev.slipway.testing.Postgres;
import dev.slipway.testing.TestDatabase;
import io.r2dbc.pool.ConnectionPool;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** The courier with a real database, receivers in its hands, and time that passes when the test says so. */
class CourierTest {

    private static final NotificationProperties PROPERTIES = new NotificationProperties(
            Duration.ofSeconds(2),
            Duration.ofDays(3),
            Duration.ofDays(30),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            URI.create("https://slack.com/api"),
            new NotificationProperties.Mail(null, 25, null, null, "x@y", NotificationProperties.Security.NONE));

    private final TestDatabase server = Postgres.migrated();
    private final ConnectionPool pool = server.pool(4);
    private final DatabaseClient database = server.client(pool);
    private final SettableClock clock = new SettableClock(Notices.NOW);
    private final Inbox inbox = new Inbox(ChannelKind.WEBHOOK);
    private final Board board = new Board();
    private final DeliveryRows rows = new DeliveryRows(database, JsonMapper.shared());
    private final Channels channels = new Channels(database);
    private final Deliveries deliveries = new Deliveries(rows, new Nothing(), new Nothing(), PROPERTIES, clock);
    private final Courier courier = new Courier(
            channels,
            rows,
            new Sending(List.of(inbox, board), database),
            deliveries,
            new Courier.Patience(PROPERTIES, clock));

    @AfterEach
    void close() {
        pool.dispose();
    }

    private Channel channel(ChannelKind kind) {
        var id = database.sql("insert into notification_channel (project, name, kind, made_by, made_at)"
                        + " values ('shop', :kind, :kind, 'Ada', now()) returning id")
                .bind("kind", kind.key())
                .mapValue(Long.class)
                .all()
                .single()
                .blockOptional()
                .orElseThrow();
        return channels.find(id).blockOptional().orElseThrow();
    }

    /** As the engine runs it: again at the time it asks for, until nothing waits or the time is over. */
    private void work(Channel channel, Instant until) {
        while (true) {
            var outcome = courier.run(Long.toString(channel.id()), new Held());
            if (!(outcome instanceof Work.Outcome.Again(Instant at)) || at.isAfter(until)) {
                clock.at(until);
                return;
            }
            clock.at(at);
        }
    }

    private Instant in(Duration time) {
        return clock.instant().plus(time);
    }

    private List<Delivery> all() {
        return deliveries.recent("shop", 1_000).blockOptional().orElseThrow();
    }

    @Test
    void receiverThatIsDownForAnHourShouldGetEverythingOnceAndInOrder() {
        var channel = channel(ChannelKind.WEBHOOK);
        inbox.down = true;
        for (var minute = 0; minute < 60; minute++) {
            deliveries.add(channel, Notices.ended(minute)).block();
            work(channel, in(Duration.ofMinutes(1)));
        }
        assertThat(inbox.ids()).isEmpty();
        assertThat(all()).allMatch(d -> d.state() == Delivery.State.WAITING);

        inbox.down = false;
        work(channel, in(Duration.ofMinutes(10)));

        var expected = new ArrayList<String>();
        for (var minute = 0; minute < 60; minute++) {
            expected.add("msg_" + minute);
        }
        assertThat(inbox.ids()).isEqualTo(expected);
        assertThat(all()).hasSize(60).allMatch(d -> d.state() == Delivery.State.SENT);
        assertThat(inbox.attempts).as("it was not hammered while it was down").isLessThan(60 + 30);
    }

    @Test
    void nothingShouldOvertakeWhatCouldNotBeDelivered() {
        var channel = channel(ChannelKind.WEBHOOK);
        inbox.refused.add("msg_1");
        deliveries.add(channel, Notices.ended(1)).block();
        deliveries.add(channel, Notices.ended(2)).block();
        work(channel, in(Duration.ofMinutes(1)));
        assertThat(inbox.ids()).isEmpty();

        inbox.refused.clear();
        work(channel, in(Duration.ofMinutes(10)));
        assertThat(inbox.ids()).containsExactly("msg_1", "msg_2");
    }

    @Test
    void portalThatDiesBetweenSendingAndMarkingShouldSendTheSameIdAgain() {
        var channel = channel(ChannelKind.WEBHOOK);
        deliveries.add(channel, Notices.ended(1)).block();
        inbox.afterwards = () -> {
            throw new IllegalStateException("killed");
        };
        try {
            courier.run(Long.toString(channel.id()), new Held());
        } catch (IllegalStateException e) {
            assertThat(e).hasMessage("killed");
        }
        inbox.afterwards = () -> {};
        work(channel, in(Duration.ofMinutes(1)));

        assertThat(inbox.ids()).containsExactly("msg_1", "msg_1");
        assertThat(all()).singleElement().satisfies(d -> assertThat(d.state()).isEqualTo(Delivery.State.SENT));
    }

    @Test
    void sameNoticeShouldGoToAChannelOnce() {
        var channel = channel(ChannelKind.WEBHOOK);
        deliveries.add(channel, Notices.ended(1)).block();
        deliveries.add(channel, Notices.ended(1)).block();
        work(channel, in(Duration.ofMinutes(1)));

        assertThat(inbox.ids()).containsExactly("msg_1");
    }

    @Test
    void refusedForGoodShouldBeSeenAndSentAgainOnDemand() {
        var channel = channel(ChannelKind.WEBHOOK);
        inbox.never.add("msg_1");
        deliveries.add(channel, Notices.ended(1)).block();
        deliveries.add(channel, Notices.ended(2)).block();
        work(channel, in(Duration.ofMinutes(1)));

        var failed = all().getLast();
        assertThat(failed.state()).isEqualTo(Delivery.State.FAILED);
        assertThat(failed.course().answer()).isEqualTo("never");
        assertThat(inbox.ids()).as("what follows is not held up").containsExactly("msg_2");

        inbox.never.clear();
        deliveries.again(channel, failed.id()).block();
        work(channel, in(Duration.ofMinutes(1)));
        assertThat(inbox.ids()).containsExactly("msg_2", "msg_1");
    }

    @Test
    void receiverThatNeverComesBackShouldBeGivenUp() {
        var channel = channel(ChannelKind.WEBHOOK);
        inbox.down = true;
        deliveries.add(channel, Notices.ended(1)).block();
        work(channel, in(Duration.ofDays(4)));

        assertThat(all()).singleElement().satisfies(d -> assertThat(d.state()).isEqualTo(Delivery.State.FAILED));
    }

    @Test
    void messageOfAJobShouldBeChangedAndNotRepeated() {
        var channel = channel(ChannelKind.SLACK);
        deliveries
                .add(channel, Notices.of("msg_1", Kind.JOB_REQUESTED, "job/12", "Asked for"))
                .block();
        work(channel, in(Duration.ofSeconds(10)));
        deliveries
                .add(channel, Notices.of("msg_2", Kind.JOB_ENDED, "job/12", "Succeeded"))
                .block();
        work(channel, in(Duration.ofSeconds(10)));

        assertThat(board.messages).containsExactly("Succeeded");
        assertThat(board.posted).isOne();
    }

    @Test
    void whatALaterMessageSaysTooShouldNotBeSentFirst() {
        var channel = channel(ChannelKind.SLACK);
        deliveries
                .add(channel, Notices.of("msg_1", Kind.JOB_REQUESTED, "job/12", "Asked for"))
                .block();
        deliveries
                .add(channel, Notices.of("msg_2", Kind.JOB_ENDED, "job/12", "Succeeded"))
                .block();
        work(channel, in(Duration.ofSeconds(10)));

        assertThat(board.messages).containsExactly("Succeeded");
        assertThat(all()).extracting(Delivery::state).containsExactly(Delivery.State.SENT, Delivery.State.MERGED);
    }

    @Test
    void manyOfOnePlaceShouldBeOneMessageForPeople() {
        var channel = channel(ChannelKind.SLACK);
        for (var i = 0; i < 7; i++) {
            deliveries.add(channel, Notices.ended(i)).block();
        }
        work(channel, in(Duration.ofSeconds(10)));

        assertThat(board.messages).containsExactly("7 messages about shop prod");
        assertThat(all()).hasSize(7).allMatch(d -> d.state() == Delivery.State.SENT);
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

    /** The test runs the work itself. */
    private static final class Nothing implements WorkQueue, Signals {

        @Override
        public Mono<Void> schedule(String kind, String id, Instant at) {
            return Mono.empty();
        }

        @Override
        public Mono<Void> send(String topic, String payload) {
            return Mono.empty();
        }

        @Override
        public Flux<String> on(String topic) {
            return Flux.never();
        }
    }

    private static final class Inbox implements Notifier {

        private final ChannelKind kind;
        private final List<Notice> taken = new ArrayList<>();
        private final Set<String> refused = new TreeSet<>();
        private final Set<String> never = new TreeSet<>();
        private Runnable afterwards = () -> {};
        private boolean down;
        private int attempts;

        Inbox(ChannelKind kind) {
            this.kind = kind;
        }

        @Override
        public ChannelKind kind() {
            return kind;
        }

        @Override
        public Receipt send(Channel.Destination to, Notice notice, Instant now) throws NotDelivered {
            attempts++;
            if (down || refused.contains(notice.id())) {
                throw NotDelivered.now("down");
            }
            if (never.contains(notice.id())) {
                throw NotDelivered.ever("never");
            }
            taken.add(notice);
            afterwards.run();
            return new Receipt("ok", null);
        }

        List<String> ids() {
            return taken.stream().map(Notice::id).toList();
        }
    }

    private static final class Board implements UpdatesInPlace {

        private final List<String> messages = new ArrayList<>();
        private int posted;

        @Override
        public ChannelKind kind() {
            return ChannelKind.SLACK;
        }

        @Override
        public Receipt send(Channel.Destination to, Notice notice, Instant now) {
            posted++;
            messages.add(notice.words().title());
            return new Receipt("ok", Integer.toString(messages.size() - 1));
        }

        @Override
        public Receipt update(Channel.Destination to, Notice notice, String handle, Instant now) {
            messages.set(Integer.parseInt(handle), notice.words().title());
            return new Receipt("ok", handle);
        }
    }
}
