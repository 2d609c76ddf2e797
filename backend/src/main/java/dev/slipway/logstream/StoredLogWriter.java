package dev.slipway.logstream;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Collects lines while the store takes the lines before them, so that batches are as large as the store is slow: a lone
 * line is stored at once, a flood in few large rows.
 */
final class StoredLogWriter implements LogWriter {

    /** Longer lines go on in the next one. */
    static final int LONGEST_LINE = 16 * 1024;

    /** A row at most so often, unless it is full or somebody waits for it. */
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    /** Rows that may follow each other at once after a silence: what people wait for is the first few lines. */
    private static final int BURST = 5;

    private final long stream;
    private final long fence;
    private final ChunkStore store;
    private final InstantSource clock;
    private final Consumer<Chunk> stored;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private ChunkBuilder pending = new ChunkBuilder();
    private final ToldBefore toldBefore = new ToldBefore();
    private final long before;
    private long accepted;
    private long settled;
    /** When the next row may be stored. */
    private long due = System.nanoTime() - BURST * PAUSE_NANOS;

    private boolean underWay;
    private boolean urgent;
    private boolean closed;
    private @Nullable Throwable failure;

    private volatile Secrets secrets = Secrets.NONE;

    private StoredLogWriter(Opened opened, ChunkStore store, InstantSource clock, Consumer<Chunk> stored) {
        this.stream = opened.stream();
        this.fence = opened.fence();
        this.before = opened.last();
        this.store = store;
        this.clock = clock;
        this.stored = stored;
    }

    /** A writer whose lines are on their way to the store from now on. */
    static StoredLogWriter start(Opened opened, ChunkStore store, InstantSource clock, Consumer<Chunk> stored) {
        var writer = new StoredLogWriter(opened, store, clock, stored);
        Thread.ofVirtual().name("log-" + opened.stream()).start(() -> writer.pump(opened.last() + 1));
        return writer;
    }

    /** @param last number of the last line of the writers before */
    record Opened(long stream, long fence, long last) {}

    @Override
    public void line(String source, String text) {
        var masked = secrets.mask(text.indexOf('\0') < 0 ? text : text.replace('\0', '\u2400'));
        var start = 0;
        for (int feed = masked.indexOf('\n'); feed >= 0; feed = masked.indexOf('\n', start)) {
            cut(source, masked, start, feed);
            start = feed + 1;
        }
        cut(source, masked, start, masked.length());
    }

    private void cut(String source, String text, int start, int end) {
        var stop = end > start && text.charAt(end - 1) == '\r' ? end - 1 : end;
        var from = start;
        while (stop - from > LONGEST_LINE) {
            var to = from + LONGEST_LINE;
            if (Character.isHighSurrogate(text.charAt(to - 1))) {
                to--;
            }
            add(source, text.substring(from, to));
            from = to;
        }
        add(source, from == 0 && stop == text.length() ? text : text.substring(from, stop));
    }

    private void add(String source, String text) {
        var line = text.getBytes(StandardCharsets.UTF_8);
        lock.lock();
        try {
            while (pending.isFull() && failure == null) {
                changed.awaitUninterruptibly();
            }
            requireWritable();
            if (toldBefore.comesAgain(source, line)) {
                return;
            }
            pending.add(source, clock.millis(), line);
            accepted++;
            if (pending.lines() == 1 || pending.isFull()) {
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void mask(String secret) {
        lock.lock();
        try {
            secrets = secrets.with(secret);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public LogOutput output(String source) {
        return new LogOutput(text -> line(source, text), text -> secrets.safeEnd(text));
    }

    @Override
    public void flush() {
        lock.lock();
        try {
            var target = accepted;
            urgent = true;
            changed.signalAll();
            while (settled < target && failure == null) {
                changed.awaitUninterruptibly();
            }
            if (failure != null) {
                throw failed(failure);
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public long mark(String source) {
        lock.lock();
        try {
            flush();
            toldBefore.forget(source);
            return before + settled;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void resume(String source, long mark) {
        var filter = LogFilter.of(source);
        var stored = store.state(stream)
                .flatMapMany(state -> store.all(stream, state, mark, filter))
                .flatMapIterable(chunk -> chunk.lines(mark, filter))
                .map(LogLine::text)
                .collectList()
                .blockOptional();
        lock.lock();
        try {
            toldBefore.expect(source, stored.orElseGet(List::of));
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            if (!closed) {
                flush();
            }
        } finally {
            closed = true;
            changed.signalAll();
            lock.unlock();
        }
    }

    private void requireWritable() {
        if (failure != null) {
            throw failed(failure);
        }
        if (closed) {
            throw new IllegalStateException("The writer of log " + stream + " is closed");
        }
    }

    /** A new exception each time: its stack trace is that of the caller who is told. */
    private RuntimeException failed(Throwable cause) {
        if (cause instanceof FencedOut) {
            return new FencedOut(stream, fence);
        }
        return new IllegalStateException("Log " + stream + " cannot be stored: " + cause.getMessage(), cause);
    }

    private void pump(long first) {
        try {
            var next = first;
            var before = CompletableFuture.completedFuture(true);
            for (var lines = take(); !lines.isEmpty(); lines = take()) {
                var chunk = lines.seal(next);
                var packed = Packing.pack(chunk.text());
                if (!before.join()) {
                    return;
                }
                before = store(chunk, packed);
                next = chunk.last() + 1;
            }
        } catch (InterruptedException | RuntimeException e) {
            settle(0, e);
        }
    }

    /** True once it is stored, so that the next may be; packing that one need not wait. */
    private CompletableFuture<Boolean> store(Chunk chunk, byte[] packed) {
        return store.append(stream, fence, chunk, packed)
                // Viewers are told by the thread that heard of it: each hand-over is time they wait.
                .doOnSuccess(done -> stored.accept(chunk))
                .toFuture()
                .handleAsync(
                        (done, failure) -> {
                            if (failure == null) {
                                settle((int) (chunk.last() - chunk.first() + 1), null);
                            } else {
                                settle(0, failure);
                            }
                            return failure == null;
                        },
                        Thread::startVirtualThread);
    }

    /** Waits for lines and for the time to store them; no lines when none will come. */
    private ChunkBuilder take() throws InterruptedException {
        lock.lock();
        try {
            while (pending.isEmpty() ? !closed : underWay && !pending.isFull()) {
                changed.await();
            }
            for (var pause = pauseLeft(); pause > 0; pause = pauseLeft()) {
                changed.awaitNanos(pause);
            }
            var taken = pending;
            pending = new ChunkBuilder();
            underWay = true;
            urgent = false;
            due = Math.max(due, System.nanoTime() - BURST * PAUSE_NANOS) + PAUSE_NANOS;
            changed.signalAll();
            return taken;
        } finally {
            lock.unlock();
        }
    }

    private long pauseLeft() {
        return urgent || closed || pending.isFull() ? 0 : due - System.nanoTime();
    }

    private void settle(int lines, @Nullable Throwable failure) {
        lock.lock();
        try {
            settled += lines;
            underWay = settled + pending.lines() < accepted;
            if (failure != null) {
                this.failure = failure;
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
