package dev.slipway.logstream;

import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The logs of jobs: append-only, numbered without a gap from 1 per stream, masked before they are stored. */
public interface LogStreams {

    /**
     * Opens the log of a job for its one writer.
     *
     * @param fence fencing token; from now on the store refuses writers with a smaller one
     */
    LogWriter open(long stream, long fence);

    /** Stored lines after {@code after}, in order, ends at the last stored one. */
    Flux<LogLine> read(long stream, long after, LogFilter filter);

    /**
     * Stored lines after {@code after}, then every new one, from any replica; ends when the stream is closed and drained.
     * Emits batches; a slow subscriber is served from the store and owed nothing in memory.
     */
    Flux<LogBatch> follow(long stream, long after, LogFilter filter);

    /** Number of lines, and whether it is closed; empty when nobody has opened it yet. */
    Mono<LogSummary> summary(long stream);

    /** Says that no line will follow. */
    Mono<Void> close(long stream);

    /** Lines after {@code after} that contain the text in whatever case, the first {@code limit} of them. */
    Mono<LogMatches> search(long stream, String text, long after, int limit);

    /** Which source wrote which lines, in order; a log with more sections than the limit has a longer last one. */
    Mono<List<LogSection>> outline(long stream, int limit);
}
