package dev.slipway.logstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.testing.Postgres;
import dev.slipway.testing.TestDatabase;
import io.r2dbc.pool.ConnectionPool;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

class LogStreamsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final TestDatabase DATABASE = Postgres.migrated();
    private static ConnectionPool pool;

    private static long streams = 100;

    private final long stream = ++streams;
    private final SignalsInMemory signals = new SignalsInMemory();
    private final List<StoredLogStreams> replicas = new ArrayList<>();
    private final StoredLogStreams logs = replica(Clock.systemUTC());

    @BeforeAll
    static void connect() {
        pool = DATABASE.pool(10);
    }

    @AfterAll
    static void disconnect() {
        pool.dispose();
    }

    @AfterEach
    void stop() {
        replicas.forEach(StoredLogStreams::stop);
        replicas.forEach(StoredLogStreams::close);
    }

    private StoredLogStreams replica(Clock clock) {
        var replica = new StoredLogStreams(DATABASE.client(pool), DATABASE.transactions(pool), signals, clock);
        replica.start();
        replicas.add(replica);
        return replica;
    }

    @Test
    void aFloodShouldArriveCompleteAndInOrder() {
        var seen = new ArrayList<LogLine>();
        var viewer = logs.follow(stream, 0, LogFilter.ALL).doOnNext(batch -> seen.addAll(batch.lines()));
        var done = viewer.then().toFuture();
        try (var writer = logs.open(stream, 1)) {
            for (int i = 1; i <= 200_000; i++) {
                writer.line(
                        "deploy",
                        "line " + i + " of a process that prints as fast as it can, about as long as lines are");
            }
        }
        logs.close(stream).block(PATIENCE);
        done.orTimeout(60, TimeUnit.SECONDS).join();

        requireCounted(seen, 200_000);
        requireCounted(get(logs.read(stream, 0, LogFilter.ALL).collectList()), 200_000);
        assertThat(logs.summary(stream).block(PATIENCE)).isEqualTo(new LogSummary(200_000, true, false));
    }

    private static void requireCounted(List<LogLine> lines, int count) {
        assertThat(lines).hasSize(count);
        for (int i = 0; i < count; i++) {
            var line = lines.get(i);
            if (line.number() != i + 1 || !line.text().startsWith("line " + (i + 1) + " ")) {
                throw new AssertionError("Place " + (i + 1) + " holds " + line);
            }
        }
    }

    @Test
    void aViewerShouldResumeFromAnyLineWithoutGapOrRepeat() {
        try (var writer = logs.open(stream, 1)) {
            for (int i = 1; i <= 300; i++) {
                writer.line(i % 3 == 0 ? "a" : "b", "line " + i);
                if (i % 7 == 0) {
                    writer.flush();
                }
            }
        }
        logs.close(stream).block(PATIENCE);
        for (long after = 0; after <= 300; after += 13) {
            assertThat(numbers(logs, after, LogFilter.ALL))
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(after + 1, 300).boxed().toList());
        }
        assertThat(numbers(logs, 100, LogFilter.of("a")))
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(34, 100).map(n -> n * 3).boxed().toList());
        assertThat(numbers(logs, 0, LogFilter.of("nobody"))).isEmpty();
    }

    private List<Long> numbers(StoredLogStreams from, long after, LogFilter filter) {
        return get(from.follow(stream, after, filter)
                .flatMapIterable(LogBatch::lines)
                .map(LogLine::number)
                .collectList());
    }

    private static <T> T get(Mono<T> value) {
        return Objects.requireNonNull(value.block(PATIENCE));
    }

    @Test
    void viewersWhoComeAndGoWhileLinesAreWrittenShouldMissNothing() {
        var done = new ArrayList<CompletableFuture<@Nullable List<Long>>>();
        try (var writer = logs.open(stream, 1)) {
            for (int i = 1; i <= 20_000; i++) {
                writer.line("s", "line " + i);
                if (i % 500 == 0) {
                    var at = i / 2;
                    done.add(resuming(at).toFuture());
                }
            }
        }
        logs.close(stream).block(PATIENCE);
        for (int i = 0; i < done.size(); i++) {
            assertThat(done.get(i).orTimeout(60, TimeUnit.SECONDS).join())
                    .containsExactlyElementsOf(LongStream.rangeClosed(250L * (i + 1) + 1, 20_000)
                            .boxed()
                            .toList());
        }
    }

    /** Reads three batches, leaves, and comes back where it was. */
    private Mono<List<Long>> resuming(long after) {
        var first = logs.follow(stream, after, LogFilter.ALL)
                .take(3)
                .flatMapIterable(LogBatch::lines)
                .map(LogLine::number)
                .collectList();
        return first.flatMap(seen -> logs.follow(stream, seen.isEmpty() ? after : seen.getLast(), LogFilter.ALL)
                .flatMapIterable(LogBatch::lines)
                .map(LogLine::number)
                .collectList()
                .map(rest -> {
                    var all = new ArrayList<>(seen);
                    all.addAll(rest);
                    return all;
                }));
    }

    @Test
    void anotherReplicaShouldSeeLinesSoonAndEvenWithoutSignals() {
        var other = replica(Clock.systemUTC());
        var writer = logs.open(stream, 1);
        var seen = other.follow(stream, 0, LogFilter.ALL)
                .flatMapIterable(LogBatch::lines)
                .map(LogLine::text)
                .replay();
        var connection = seen.connect();
        try {
            writer.line("s", "with a signal");
            assertThat(seen.blockFirst(PATIENCE)).isEqualTo("with a signal");
            signals.lose();
            writer.line("s", "without");
            writer.flush();
            assertThat(seen.take(2).blockLast(PATIENCE)).isEqualTo("without");
        } finally {
            connection.dispose();
        }
        writer.close();
    }

    @Test
    void aWriterThatWasReplacedShouldBeRefused() {
        var old = logs.open(stream, 5);
        old.line("s", "one");
        old.flush();
        var fresh = replica(Clock.systemUTC()).open(stream, 6);
        assertThatThrownBy(() -> {
                    old.line("s", "from the dead");
                    old.flush();
                })
                .isInstanceOf(FencedOut.class);
        assertThatThrownBy(() -> old.line("s", "again")).isInstanceOf(FencedOut.class);
        assertThatThrownBy(() -> logs.open(stream, 5)).isInstanceOf(FencedOut.class);
        fresh.line("s", "two");
        fresh.close();
        assertThat(logs.read(stream, 0, LogFilter.ALL).collectList().block(PATIENCE))
                .extracting(LogLine::number, LogLine::text)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(1L, "one"), org.assertj.core.groups.Tuple.tuple(2L, "two"));
    }

    @Test
    void severalSourcesShouldWriteAtOnceEachInItsOrder() {
        try (var writer = logs.open(stream, 1)) {
            var threads = IntStream.range(0, 4)
                    .mapToObj(source -> Thread.ofVirtual().start(() -> {
                        for (int i = 0; i < 5_000; i++) {
                            writer.line("source" + source, "" + i);
                        }
                    }))
                    .toList();
            for (var thread : threads) {
                join(thread);
            }
        }
        assertThat(get(logs.summary(stream)).lines()).isEqualTo(20_000);
        for (int source = 0; source < 4; source++) {
            assertThat(logs.read(stream, 0, LogFilter.of("source" + source))
                            .map(LogLine::text)
                            .collectList()
                            .block(PATIENCE))
                    .containsExactlyElementsOf(
                            IntStream.range(0, 5_000).mapToObj(i -> "" + i).toList());
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void whatIsStoredShouldBeMaskedAndCutButWhole() {
        var longest = "x".repeat(40_000) + "€😀";
        try (var writer = logs.open(stream, 1)) {
            writer.mask("hunter22");
            writer.line("s", "password=hunter22\nsecond\0line\r");
            writer.line("s", longest);
            writer.line("s", "");
            var output = writer.output("s");
            output.append("raw hun".getBytes(java.nio.charset.StandardCharsets.UTF_8));
            output.append("ter22\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
        var texts = get(logs.read(stream, 0, LogFilter.ALL).map(LogLine::text).collectList());
        assertThat(texts).startsWith("password=***", "second␀line").endsWith("", "raw ***");
        assertThat(String.join("", texts.subList(2, texts.size() - 2))).isEqualTo(longest);
        assertThat(texts).hasSize(7);
    }

    @Test
    void aViewerThatTakesNothingShouldBeOwedOnePage() {
        var taken = new ArrayList<LogBatch>();
        var slow = new BaseSubscriber<LogBatch>() {
            @Override
            protected void hookOnSubscribe(org.reactivestreams.Subscription subscription) {
                subscription.request(1);
            }

            @Override
            protected void hookOnNext(LogBatch batch) {
                taken.add(batch);
            }
        };
        try (var writer = logs.open(stream, 1)) {
            logs.follow(stream, 0, LogFilter.ALL).subscribe(slow);
            for (int i = 1; i <= 100_000; i++) {
                writer.line("s", "line " + i + " " + "x".repeat(100));
            }
        }
        assertThat(taken).hasSize(1);
        logs.close(stream).block(PATIENCE);
        slow.requestUnbounded();
        Flux.interval(Duration.ofMillis(20))
                .takeUntil(tick -> slow.isDisposed())
                .blockLast(PATIENCE);
        var lines = taken.stream().flatMap(batch -> batch.lines().stream()).toList();
        requireCounted(lines, 100_000);
        // Each batch is a frame or a page, never what had gathered meanwhile.
        assertThat(taken).allSatisfy(batch -> assertThat(batch.lines().size()).isLessThan(10_000));
    }

    @Test
    void searchShouldFindLinesInWhateverCase() {
        try (var writer = logs.open(stream, 1)) {
            for (int i = 1; i <= 10_000; i++) {
                writer.line("s", i % 1_000 == 0 ? "100%_Failed " + i : "fine " + i);
            }
        }
        assertThat(logs.search(stream, "%_failed", 2_500, 3).block(PATIENCE))
                .isEqualTo(new LogMatches(List.of(3_000L, 4_000L, 5_000L), true));
        assertThat(logs.search(stream, "failed", 8_000, 10).block(PATIENCE))
                .isEqualTo(new LogMatches(List.of(9_000L, 10_000L), false));
    }

    @Test
    void theOutlineShouldTellWhoWroteWhat() {
        try (var writer = logs.open(stream, 1)) {
            for (var source : List.of("check", "check", "deploy", "deploy", "deploy", "verify")) {
                writer.line(source, "x");
            }
        }
        assertThat(logs.outline(stream, 10).block(PATIENCE))
                .containsExactly(
                        new LogSection("check", 1, 2), new LogSection("deploy", 3, 5), new LogSection("verify", 6, 6));
        assertThat(logs.outline(stream, 2).block(PATIENCE))
                .containsExactly(new LogSection("check", 1, 2), new LogSection("deploy", 3, 6));
    }

    @Test
    void retentionShouldRemoveOldLogsButNotThoseStillWritten() {
        var long_ago = Instant.parse("2025-01-10T12:00:00Z");
        var old = replica(Clock.fixed(long_ago, ZoneOffset.UTC));
        var running = ++streams;
        old.open(stream, 1).line("s", "gone");
        try (var writer = old.open(stream, 2)) {
            writer.line("s", "gone");
        }
        old.close(stream).block(PATIENCE);
        var other = replica(Clock.fixed(long_ago.plus(Duration.ofDays(1)), ZoneOffset.UTC));
        try (var writer = other.open(running, 1)) {
            writer.line("s", "stays");
        }
        var retention = new LogRetention(
                logs.partitions(),
                new LogProperties(90),
                Clock.fixed(long_ago.plus(Duration.ofDays(200)), ZoneOffset.UTC));

        assertThat(retention.round().block(PATIENCE)).isEqualTo(1);

        assertThat(get(logs.summary(stream)).expired()).isTrue();
        assertThat(logs.read(stream, 0, LogFilter.ALL).collectList().block(PATIENCE))
                .isEmpty();
        assertThat(numbers(logs, 0, LogFilter.ALL)).isEmpty();
        assertThat(logs.read(running, 0, LogFilter.ALL).map(LogLine::text).blockFirst(PATIENCE))
                .isEqualTo("stays");
        logs.close(running).block(PATIENCE);
        assertThat(retention.round().block(PATIENCE)).isEqualTo(1);
    }
}
