package dev.slipway.logstream;

import io.netty.buffer.ByteBuf;
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
    private @Nullable ByteBuf bytes;
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
    synchronized @Nullable ByteBuf share() {
        if (released) {
            return null;
        }
        if (bytes == null) {
            bytes = EventEncoder.event(chunks, after, filter);
        }
        return bytes.retainedDuplicate();
    }

    synchronized void release() {
        released = true;
        if (bytes != null) {
            bytes.release();
            bytes = null;
        }
    }
}
