package dev.slipway.logstream;

import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.springframework.dao.DataAccessException;
import org.springframework.r2dbc.BadSqlGrammarException;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/** Streams and chunks in PostgreSQL. */
final class ChunkStore {

    /** Most bytes of one read, unless its first chunk alone has more. */
    static final int PAGE_BYTES = 256 * 1024;

    private static final String CHUNK_COLUMNS = "first_number, last_number, at, sources, runs, bytes, packed";

    private final DatabaseClient database;

    ChunkStore(DatabaseClient database) {
        this.database = database;
    }

    /**
     * Takes the stream over for the fence; empty if a newer writer has it. While there are no lines it does not wait for
     * the disk: the first chunk does, and is refused if this was lost with the server.
     */
    Mono<StreamState> open(long stream, long fence, LocalDate today) {
        return database.sql("""
            insert into log_stream (id, day, fence) values (:id, :day, :fence)
            on conflict (id) do update set fence = excluded.fence, closed = false
                where log_stream.fence <= excluded.fence
            returning day, fence, last_number, closed, expired_at,
                case when last_number = 0 then set_config('synchronous_commit', 'off', true) end
            """)
                .bind("id", stream)
                .bind("day", today)
                .bind("fence", fence)
                .map(ChunkStore::stateOf)
                .one();
    }

    /**
     * Stores the chunk if the writer still holds the stream and nothing was stored in between. Can be repeated: a
     * chunk whose answer was lost on the way is found to be there.
     */
    Mono<Void> append(long stream, long fence, Chunk chunk, byte[] packed) {
        return Mono.defer(() -> insert(stream, fence, chunk, packed))
                .flatMap(rows -> rows == 1 ? Mono.<Void>empty() : explain(stream, fence, chunk))
                .retryWhen(Retry.backoff(8, Duration.ofMillis(100))
                        .maxBackoff(Duration.ofSeconds(5))
                        .filter(ChunkStore::mayPass)
                        .onRetryExhaustedThrow((spec, signal) -> signal.failure()));
    }

    private Mono<Long> insert(long stream, long fence, Chunk chunk, byte[] packed) {
        return database.sql("""
            with moved as (
                update log_stream set last_number = :last
                where id = :stream and fence = :fence and last_number = :before and not closed
                returning day
            )
            insert into log_chunk (day, stream, first_number, last_number, at, sources, runs, bytes, packed)
            select day, :stream, :first, :last, :at, :sources, :runs, :bytes, :packed from moved
            """)
                .bind("stream", stream)
                .bind("fence", fence)
                .bind("before", chunk.first() - 1)
                .bind("first", chunk.first())
                .bind("last", chunk.last())
                .bind("at", chunk.at())
                .bind("sources", chunk.sources().toArray(String[]::new))
                .bind("runs", Arrays.stream(chunk.runs()).boxed().toArray(Integer[]::new))
                .bind("bytes", chunk.text().length)
                .bind("packed", packed)
                .fetch()
                .rowsUpdated();
    }

    private Mono<Void> explain(long stream, long fence, Chunk chunk) {
        return state(stream)
                .filter(state -> state.fence() == fence && state.last() == chunk.last())
                .switchIfEmpty(Mono.error(() -> new FencedOut(stream, fence)))
                .then();
    }

    private static boolean mayPass(Throwable failure) {
        return failure instanceof DataAccessException && !(failure instanceof BadSqlGrammarException);
    }

    Mono<StreamState> state(long stream) {
        return database.sql("select day, fence, last_number, closed, expired_at from log_stream where id = :id")
                .bind("id", stream)
                .map(ChunkStore::stateOf)
                .one();
    }

    /** Does not wait for the disk: the job is forgotten in a later record of the same log of writes, or closes it again. */
    Mono<Long> close(long stream, LocalDate today) {
        return database.sql("""
            insert into log_stream (id, day, fence, closed) values (:id, :day, 0, true)
            on conflict (id) do update set closed = true
            returning set_config('synchronous_commit', 'off', true)
            """).bind("id", stream).bind("day", today).fetch().rowsUpdated();
    }

    /** Chunks with lines after {@code after} and up to {@code upto}, the first ones, at least one if there is any. */
    Mono<List<Chunk>> page(long stream, StreamState state, long after, long upto, LogFilter filter) {
        var source = filter.source() == null ? "" : filter.source();
        return database.sql("select " + CHUNK_COLUMNS + """
             from (
                select c.*, sum(bytes) over (order by last_number) - bytes as before from (
                    select * from log_chunk
                    where day = :day and stream = :stream and last_number > :after
                        and first_number <= :upto and (:source = '' or :source = any(sources))
                    order by last_number limit 512
                ) c
            ) w where before < :budget order by last_number
            """)
                .bind("day", state.day())
                .bind("stream", stream)
                .bind("after", after)
                .bind("upto", upto)
                .bind("source", source)
                .bind("budget", PAGE_BYTES)
                .map(ChunkStore::chunkOf)
                .all()
                .collectList();
    }

    /** All chunks after {@code after}, page by page as they are asked for. */
    Flux<Chunk> all(long stream, StreamState state, long after, LogFilter filter) {
        return page(stream, state, after, state.last(), filter)
                .expand(page -> page.isEmpty() || page.getLast().last() >= state.last()
                        ? Mono.empty()
                        : page(stream, state, page.getLast().last(), state.last(), filter))
                .flatMapIterable(page -> page, 1);
    }

    /** The chunks without their lines; runs only of those with several sources. */
    Flux<Chunk> outlines(long stream, StreamState state) {
        return database.sql("""
            select first_number, last_number, at, sources, 0 as bytes, ''::bytea as packed,
                case when cardinality(sources) > 1 then runs
                    else array[(last_number - first_number + 1)::integer, 0, 0] end as runs
            from log_chunk where day = :day and stream = :stream order by last_number
            """)
                .bind("day", state.day())
                .bind("stream", stream)
                .map(ChunkStore::chunkOf)
                .all();
    }

    private static StreamState stateOf(Readable row) {
        return new StreamState(
                get(row, "day", LocalDate.class),
                get(row, "fence", Long.class),
                get(row, "last_number", Long.class),
                get(row, "closed", Boolean.class),
                row.get("expired_at", Instant.class) != null);
    }

    private static Chunk chunkOf(Readable row) {
        return new Chunk(
                get(row, "first_number", Long.class),
                get(row, "last_number", Long.class),
                get(row, "at", Instant.class),
                List.of(get(row, "sources", String[].class)),
                Arrays.stream(get(row, "runs", Integer[].class))
                        .mapToInt(Integer::intValue)
                        .toArray(),
                Packing.unpack(get(row, "packed", byte[].class), get(row, "bytes", Integer.class)));
    }

    private static <T> T get(Readable row, String column, Class<T> type) {
        return Objects.requireNonNull(row.get(column, type), column);
    }
}
