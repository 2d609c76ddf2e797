package dev.slipway.logstream;

import io.netty.buffer.ByteBuf;
import io.netty.util.IllegalReferenceCountException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The lines that a viewer at {@code after} sees next, encoded once however many viewers there are. Its bytes live until
 * it is released and every viewer has sent its share.
 */
final class Frame {

    private final long after;
    private final List<Chunk> chunks;
    private final LogFilter filter;
    private final boolean empty;
    /** Taken by a thousand viewers on several threads, so without a lock. */
    private volatile @Nullable ByteBuf bytes;

    private boolean released;

    Frame(long after, List<Chunk> chunks, LogFilter filter) {
        this.after = after;
        this.chunks = List.copyOf(chunks);
        this.filter = filter;
        this.empty = chunks.stream().noneMatch(chunk -> chunk.has(filter));
    }

    long after() {
        return after;
    }

    long last() {
        return chunks.getLast().last();
    }

    int size() {
        return chunks.stream().mapToInt(chunk -> chunk.text().length).sum();
    }

    /** Whether it has no line for the filter. */
    boolean isEmpty() {
        return empty;
    }

    List<LogLine> lines() {
        return chunks.stream()
                .flatMap(chunk -> chunk.lines(after, filter).stream())
                .toList();
    }

    /** The caller's own reference to the shared bytes; null once the frame has been released. */
    @Nullable
    ByteBuf share() {
        var shared = bytes;
        if (shared == null) {
            shared = encode();
        }
        try {
            return shared == null ? null : shared.retainedDuplicate();
        } catch (IllegalReferenceCountException e) {
            return null;
        }
    }

    private synchronized @Nullable ByteBuf encode() {
        if (bytes == null && !released) {
            bytes = EventEncoder.event(chunks, after, filter);
        }
        return bytes;
    }

    synchronized void release() {
        if (!released && bytes != null) {
            bytes.release();
        }
        released = true;
    }
}
