package dev.slipway.engine;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testing.Postgres;
import dev.slipway.testing.TestDatabase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

class WorkerTest {

    private static final Instant NOW = Instant.EPOCH;

    private final TestDatabase database = Postgres.migrated();
    private final List<Replica> replicas = new ArrayList<>();

    @AfterEach
    void close() {
        replicas.forEach(Replica::close);
    }

    @Test
    void workShouldRunOnlyWhenItsTransactionCommits() throws InterruptedException {
        var ran = new LinkedBlockingQueue<String>();
        var replica = replica(work((id, lease) -> {
            ran.add(id);
            return new Work.Outcome.Done();
        }));

        var rolledBack = replica.queue().schedule("test", "rolled-back", NOW).then(Mono.error(new Refused()));
        replica.transactions().transactional(rolledBack).onErrorComplete().block();
        replica.transactions()
                .transactional(replica.queue().schedule("test", "committed", NOW))
                .block();

        assertThat(ran.poll(60, TimeUnit.SECONDS)).isEqualTo("committed");
        assertThat(rows(replica)).isZero();
    }

    @Test
    void workAskedForWhileItRunsShouldRunAgainAfterwards() throws InterruptedException {
        var running = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        var fences = new LinkedBlockingQueue<Long>();
        var atOnce = new AtomicInteger();
        var replica = replica(work((id, lease) -> {
            assertThat(atOnce.incrementAndGet()).isOne();
            running.countDown();
            await(goOn);
            fences.add(lease.fence());
            atOnce.decrementAndGet();
            return new Work.Outcome.Done();
        }));

        replica.queue().schedule("test", "1", NOW).block();
        await(running);
        replica.queue().schedule("test", "1", NOW).block();
        goOn.countDown();

        var first = take(fences);
        assertThat(take(fences)).isGreaterThan(first);
    }

    @Test
    void workThatWantsToRunAgainShouldDoSoAtItsTime() throws InterruptedException {
        var ran = new LinkedBlockingQueue<Instant>();
        var attempts = new AtomicInteger();
        var clock = Clock.systemUTC();
        var replica = replica(work((id, lease) -> {
            ran.add(clock.instant());
            return attempts.incrementAndGet() == 1
                    ? new Work.Outcome.Again(clock.instant().plusMillis(300))
                    : new Work.Outcome.Done();
        }));

        replica.queue().schedule("test", "1", NOW).block();

        assertThat(Duration.between(take(ran), take(ran))).isGreaterThanOrEqualTo(Duration.ofMillis(290));
    }

    @Test
    void workThatThrowsShouldBeTriedAgain() throws InterruptedException {
        var attempts = new AtomicInteger();
        var done = new CountDownLatch(1);
        var replica = replica(work((id, lease) -> {
            if (attempts.incrementAndGet() == 1) {
                throw new Refused();
            }
            done.countDown();
            return new Work.Outcome.Done();
        }));

        replica.queue().schedule("test", "1", NOW).block();

        await(done);
        assertThat(attempts).hasValue(2);
    }

    @Test
    void twoPortalsShouldShareTheWorkAndRunEachPieceOnce() throws InterruptedException {
        var count = 1_000;
        var runs = new ConcurrentHashMap<String, AtomicInteger>();
        var byPortal = new ConcurrentHashMap<Integer, AtomicInteger>();
        var left = new CountDownLatch(count);
        for (var portal = 0; portal < 2; portal++) {
            var number = portal;
            replica(work((id, lease) -> {
                runs.computeIfAbsent(id, i -> new AtomicInteger()).incrementAndGet();
                byPortal.computeIfAbsent(number, i -> new AtomicInteger()).incrementAndGet();
                left.countDown();
                return new Work.Outcome.Done();
            }));
        }

        Flux.range(0, count)
                .flatMap(i -> replicas.get(i % 2).queue().schedule("test", "w" + i, NOW), 8)
                .blockLast();

        assertThat(left.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(runs).hasSize(count).allSatisfy((id, n) -> assertThat(n).hasValue(1));
        assertThat(byPortal).hasSize(2);
    }

    @Test
    void workOfAPortalWithoutAFreeHandShouldBeDoneByAnother() throws InterruptedException {
        var ran = new LinkedBlockingQueue<String>();
        var goOn = new CountDownLatch(1);
        var full = new Replica(
                        database,
                        1,
                        Replica.STEADY,
                        _ -> List.of(work((id, lease) -> {
                            ran.add("full " + id);
                            await(goOn);
                            return new Work.Outcome.Done();
                        })))
                .start();
        replicas.add(full);
        full.queue().schedule("test", "1", NOW).block();
        assertThat(take(ran)).isEqualTo("full 1");
        replica(work((id, lease) -> {
            ran.add("free " + id);
            return new Work.Outcome.Done();
        }));

        full.queue().schedule("test", "2", NOW).block();

        assertThat(take(ran)).isEqualTo("free 2");
        goOn.countDown();
    }

    @Test
    void workOfAPortalThatDiedBeforeItBeganShouldBeDoneByAnother() throws InterruptedException {
        var ran = new LinkedBlockingQueue<String>();
        var alive = replica(Replica.HASTY, work((id, lease) -> {
            ran.add(id);
            return new Work.Outcome.Done();
        }));
        var dead = new FreeHands();
        dead.open(new FreeHands.Portal("dead", Set.of("test"), 1, () -> 0, () -> {}));

        new ScheduledWorkQueue(alive.client(), alive.signals(), dead)
                .schedule("test", "1", NOW)
                .block();

        assertThat(dead.any()).isTrue();
        assertThat(take(ran)).isEqualTo("1");
        assertThat(rows(alive)).isZero();
    }

    @Test
    void whatATransactionAsksForTwiceShouldRunOnce() throws InterruptedException {
        var ran = new LinkedBlockingQueue<String>();
        var replica = replica(work((id, lease) -> {
            ran.add(id);
            return new Work.Outcome.Done();
        }));

        replica.transactions()
                .transactional(replica.queue()
                        .schedule("test", "1", NOW)
                        .then(replica.queue().schedule("test", "1", NOW)))
                .block();

        assertThat(take(ran)).isEqualTo("1");
        assertThat(rows(replica)).isZero();
        assertThat(ran).isEmpty();
    }

    @Test
    void workOfACutOffPortalShouldGoOnElsewhereWithAGreaterFence() throws InterruptedException {
        var fences = new LinkedBlockingQueue<Long>();
        var lost = new CountDownLatch(1);
        var first = replica(Replica.HASTY, work((id, lease) -> {
            fences.add(lease.fence());
            while (lease.held()) {
                Thread.onSpinWait();
            }
            lost.countDown();
            return new Work.Outcome.Done();
        }));
        first.queue().schedule("test", "1", NOW).block();
        var old = take(fences);

        replica(Replica.HASTY, work((id, lease) -> {
            fences.add(lease.fence());
            return new Work.Outcome.Done();
        }));
        first.cutOff();

        assertThat(take(fences)).isGreaterThan(old);
        await(lost);
    }

    @Test
    void aStoppingPortalShouldHandItsWorkOver() throws InterruptedException {
        var started = new LinkedBlockingQueue<Integer>();
        var first = replica(work((id, lease) -> {
            started.add(1);
            while (lease.held()) {
                Thread.onSpinWait();
            }
            return new Work.Outcome.Again(NOW);
        }));
        first.queue().schedule("test", "1", NOW).block();
        assertThat(take(started)).isEqualTo(1);
        replica(work((id, lease) -> {
            started.add(2);
            return new Work.Outcome.Done();
        }));

        first.stop();

        assertThat(take(started)).isEqualTo(2);
    }

    @Test
    void signalsShouldReachEveryPortalOnce() throws InterruptedException {
        var heard = new LinkedBlockingQueue<String>();
        var one = replica(work((id, lease) -> new Work.Outcome.Done()));
        var two = replica(work((id, lease) -> new Work.Outcome.Done()));
        one.signals().on("topic").subscribe(payload -> heard.add("one " + payload));
        two.signals().on("topic").subscribe(payload -> heard.add("two " + payload));
        // The listening connection of the second opens asynchronously.
        Mono.defer(() -> two.client()
                        .sql("select count(*) c from pg_stat_activity where query = 'listen slipway' "
                                + "and datname = current_database()")
                        .mapValue(Long.class)
                        .one())
                .filter(n -> n == 2)
                .repeatWhenEmpty(n -> n.delayElements(Duration.ofMillis(20)))
                .block(Duration.ofSeconds(60));

        one.transactions().transactional(one.signals().send("topic", "a\nb")).block();

        assertThat(List.of(take(heard), take(heard))).containsExactlyInAnyOrder("one a\nb", "two a\nb");
        assertThat(heard).isEmpty();
    }

    private Replica replica(Work work) {
        return replica(Replica.STEADY, work);
    }

    private Replica replica(Duration heartbeat, Work work) {
        var replica = new Replica(database, 16, heartbeat, r -> List.of(work)).start();
        replicas.add(replica);
        return replica;
    }

    private static long rows(Replica replica) {
        var rows = Mono.defer(() -> replica.client()
                        .sql("select count(*) c from scheduled_tasks")
                        .mapValue(Long.class)
                        .one())
                .filter(n -> n == 0)
                .repeatWhenEmpty(n -> n.delayElements(Duration.ofMillis(20)))
                .block(Duration.ofSeconds(60));
        return requireNonNull(rows);
    }

    private static <T> T take(BlockingQueue<T> queue) throws InterruptedException {
        var taken = queue.poll(60, TimeUnit.SECONDS);
        return requireNonNull(taken);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Work work(java.util.function.BiFunction<String, Lease, Work.Outcome> run) {
        return new Work() {
            @Override
            public String kind() {
                return "test";
            }

            @Override
            public Outcome run(String id, Lease lease) {
                return run.apply(id, lease);
            }
        };
    }

    private static class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
