package dev.slipway.logstream;

import dev.slipway.engine.Signals;
import io.netty.buffer.ByteBuf;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Logs in PostgreSQL, with one shared tail per watched stream. */
final class StoredLogStreams implements LogStreams, AutoCloseable {

    private final ChunkStore store;
    private final Partitions partitions;
    private final Signals signals;
    private final Clock clock;
    private final Scheduler scheduler = Schedulers.newParallel("log-tail", 2, true);
    private final Tails tails;

    StoredLogStreams(DatabaseClient database, TransactionalOperator transaction, Signals signals, Clock clock) {
        this.store = new ChunkStore(database);
        this.partitions = new Partitions(database, transaction);
        this.signals = signals;
        this.clock = clock;
        this.tails = new Tails(store, signals, scheduler);
    }

    void start() {
        tails.start();
    }

    /** Lets every viewer go, so that it connects to another replica; writers may go on. */
    void stop() {
        tails.close();
    }

    @Override
    public void close() {
        scheduler.dispose();
    }

    Partitions partitions() {
        return partitions;
    }

    @Override
    public LogWriter open(long stream, long fence) {
        var today = today();
        var state =
                partitions.ensure(today).then(store.open(stream, fence, today)).block();
        if (state == null) {
            throw new FencedOut(stream, fence);
        }
        var hint = new Hint(stream, signals, scheduler);
        return StoredLogWriter.start(new StoredLogWriter.Opened(stream, fence, state.last()), store, clock, chunk -> {
            tails.stored(stream, chunk);
            hint.give();
        });
    }

    @Override
    public Flux<LogLine> read(long stream, long after, LogFilter filter) {
        return store.state(stream)
                .flatMapMany(state -> store.all(stream, state, after, filter))
                .flatMapIterable(chunk -> chunk.lines(after, filter), 1);
    }

    @Override
    public Flux<LogBatch> follow(long stream, long after, LogFilter filter) {
        return tails.watch(stream, after, filter, new Lines(), SinkOutlet::new);
    }

    /** The same as server-sent events, each a buffer that belongs to the outlet. */
    Flux<ByteBuf> events(
            long stream, long after, LogFilter filter, Function<FluxSink<ByteBuf>, Outlet<ByteBuf>> outlets) {
        return tails.watch(stream, after, filter, new Events(), outlets);
    }

    @Override
    public Mono<LogSummary> summary(long stream) {
        return store.state(stream).map(StreamState::summary);
    }

    @Override
    public Mono<Void> close(long stream) {
        return store.close(stream, today())
                .then(signals.send(Hint.TOPIC, Long.toString(stream)))
                .doOnSuccess(done -> tails.wake(stream));
    }

    @Override
    public Mono<LogMatches> search(long stream, String text, long after, int limit) {
        var wanted = Pattern.compile(text, Pattern.LITERAL | Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
        return store.state(stream)
                .flatMapMany(state -> store.all(stream, state, after, LogFilter.ALL))
                .publishOn(Schedulers.parallel(), 16)
                .flatMapIterable(chunk -> chunk.matches(wanted, after), 1)
                .take(limit + 1L)
                .collectList()
                .map(numbers -> numbers.size() > limit
                        ? new LogMatches(numbers.subList(0, limit), true)
                        : new LogMatches(numbers, false));
    }

    @Override
    public Mono<List<LogSection>> outline(long stream, int limit) {
        return store.state(stream)
                .flatMapMany(state -> store.outlines(stream, state))
                .collect(() -> new SectionBuilder(limit), SectionBuilder::add)
                .map(SectionBuilder::sections);
    }

    private LocalDate today() {
        return clock.instant().atZone(ZoneOffset.UTC).toLocalDate();
    }

    private static final class Lines implements Rendering<LogBatch> {

        @Override
        public @Nullable LogBatch greeting() {
            return null;
        }

        @Override
        public LogBatch frame(Frame frame) {
            return new LogBatch(frame.lines());
        }

        @Override
        public @Nullable LogBatch heartbeat() {
            return null;
        }

        @Override
        public @Nullable LogBatch end(long lines) {
            return null;
        }
    }

    private static final class Events implements Rendering<ByteBuf> {

        @Override
        public ByteBuf greeting() {
            return EventEncoder.HELLO.duplicate();
        }

        @Override
        public @Nullable ByteBuf frame(Frame frame) {
            return frame.share();
        }

        @Override
        public ByteBuf heartbeat() {
            return EventEncoder.HEARTBEAT.duplicate();
        }

        @Override
        public ByteBuf end(long lines) {
            return EventEncoder.end(lines);
        }
    }

    /** Joins runs of one source; a log with more sections than the limit is cut there. */
    private static final class SectionBuilder {

        private final int limit;
        private final List<LogSection> sections = new ArrayList<>();

        SectionBuilder(int limit) {
            this.limit = limit;
        }

        void add(Chunk chunk) {
            var first = chunk.first();
            for (int run = 0; run < chunk.runs().length; run += 3) {
                var last = first + chunk.runs()[run] - 1;
                add(chunk.sources().get(chunk.runs()[run + 1]), first, last);
                first = last + 1;
            }
        }

        private void add(String source, long first, long last) {
            var latest = sections.isEmpty() ? null : sections.getLast();
            if (latest != null && (latest.source().equals(source) || sections.size() == limit)) {
                sections.set(sections.size() - 1, new LogSection(latest.source(), latest.first(), last));
            } else {
                sections.add(new LogSection(source, first, last));
            }
        }

        List<LogSection> sections() {
            return List.copyOf(sections);
        }
    }
}
