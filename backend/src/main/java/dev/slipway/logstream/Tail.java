package dev.slipway.logstream;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * The live end of one stream, shared by all its viewers on this replica: reads what is new once, groups it so that
 * viewers are woken at most every 20 ms, and keeps the newest frames for them. Its state belongs to whoever has the turn.
 */
final class Tail {

    private static final Logger LOG = LoggerFactory.getLogger(Tail.class);

    /** The flush to each viewer is what a live log costs, so there are few of them. */
    private static final long TICK_NANOS = Duration.ofMillis(20).toNanos();

    /** Wakings that may follow each other at once after a silence. */
    private static final int BURST = 5;

    private static final int FRAME_BYTES = 256 * 1024;

    /** What is kept for viewers that are a little late; others read the store. */
    private static final int WINDOW_BYTES = 4 * 1024 * 1024;

    private final long stream;
    private final LogFilter filter;
    private final ChunkStore store;
    private final Scheduler.Worker worker;
    private final Turns turns = new Turns();
    private final Audience viewers = new Audience();

    private volatile Window window = Window.NONE;

    private final ArrayDeque<Frame> frames = new ArrayDeque<>();
    private int frameBytes;
    private final List<Chunk> fresh = new ArrayList<>();
    private StreamState state = new StreamState(LocalDate.EPOCH, 0, 0, false, false);
    private boolean known;
    /** Number of the last line taken in. */
    private long last;
    /** Number of the last line viewers may see. */
    private long published;

    private boolean asking;
    private boolean askAgain;
    private boolean ticking;
    /** When viewers may be woken next. */
    private long due = System.nanoTime() - BURST * TICK_NANOS;

    Tail(long stream, LogFilter filter, ChunkStore store, Scheduler.Worker worker) {
        this.stream = stream;
        this.filter = filter;
        this.store = store;
        this.worker = worker;
    }

    LogFilter filter() {
        return filter;
    }

    Window window() {
        return window;
    }

    Mono<List<Chunk>> page(StreamState state, long after, long upto) {
        return store.page(stream, state, after, upto, filter);
    }

    void add(Viewer<?> viewer) {
        viewers.add(viewer);
    }

    /** True when nobody is left. */
    boolean remove(Viewer<?> viewer) {
        viewers.remove(viewer);
        return viewers.isEmpty();
    }

    void heartbeat() {
        viewers.each(Viewer::heartbeat);
    }

    /** Something may be new. */
    void wake() {
        run(this::ask);
    }

    /** These lines have just been stored by a writer of this replica. */
    void stored(Chunk chunk) {
        run(() -> {
            if (!known || chunk.first() > last + 1) {
                ask();
            } else if (chunk.last() > last) {
                add(chunk);
            }
        });
    }

    void dispose() {
        run(() -> {
            frames.forEach(Frame::release);
            frames.clear();
            window = Window.NONE;
            worker.dispose();
        });
    }

    /** A tail that has been left takes no more news. */
    private void run(Runnable action) {
        turns.run(() -> {
            if (!worker.isDisposed()) {
                action.run();
            }
        });
    }

    /** Ends every viewer, so that it asks another replica. */
    void leave() {
        viewers.now(Viewer::handOver);
    }

    private void ask() {
        if (asking) {
            askAgain = true;
            return;
        }
        asking = true;
        askAgain = false;
        // A new tail begins at the end: its first viewers read the store up to there.
        var position = known ? last : Long.MAX_VALUE;
        store.state(stream)
                .flatMap(now -> news(now, position))
                .subscribe(
                        news -> run(() -> take(news)),
                        failure -> run(() -> failed(failure)),
                        () -> run(this::answered));
    }

    private Mono<News> news(StreamState now, long position) {
        return now.last() > position
                ? page(now, position, now.last()).map(chunks -> new News(now, chunks))
                : Mono.just(new News(now, List.of()));
    }

    private record News(StreamState state, List<Chunk> chunks) {}

    private void take(News news) {
        var changed = !news.state().equals(state);
        state = news.state();
        news.chunks().stream().filter(chunk -> chunk.last() > last).forEach(this::add);
        if (!known || news.chunks().isEmpty() && fresh.isEmpty()) {
            // The end, for a new tail; else there was not one line of this source among the new ones.
            known = true;
            last = Math.max(last, state.last());
            published = last;
        }
        if (changed) {
            publish();
        }
        askAgain |= state.last() > last;
    }

    private void answered() {
        asking = false;
        if (askAgain) {
            ask();
        }
    }

    private void failed(Throwable failure) {
        LOG.warn("Cannot read log {}; will try again: {}", stream, failure.getMessage());
        asking = false;
    }

    private void add(Chunk chunk) {
        last = chunk.last();
        fresh.add(chunk);
        if (ticking) {
            return;
        }
        var wait = due - System.nanoTime();
        if (wait <= 0) {
            tick();
        } else {
            ticking = true;
            worker.schedule(() -> run(this::tick), wait, TimeUnit.NANOSECONDS);
        }
    }

    private void tick() {
        ticking = false;
        due = Math.max(due, System.nanoTime() - BURST * TICK_NANOS) + TICK_NANOS;
        publish();
    }

    private void publish() {
        frameFresh();
        while (frames.size() > 1 && frameBytes > WINDOW_BYTES) {
            var oldest = frames.remove();
            frameBytes -= oldest.size();
            oldest.release();
        }
        window = new Window(state, List.copyOf(frames), published, state.closed() && published >= state.last());
        viewers.each(Viewer::serve);
    }

    private void frameFresh() {
        var group = new ArrayList<Chunk>();
        var bytes = 0;
        for (var chunk : fresh) {
            if (bytes > 0 && bytes + chunk.text().length > FRAME_BYTES) {
                frame(group);
                bytes = 0;
            }
            group.add(chunk);
            bytes += chunk.text().length;
        }
        frame(group);
        fresh.clear();
    }

    private void frame(List<Chunk> group) {
        if (!group.isEmpty()) {
            var frame = new Frame(published, group, filter);
            published = frame.last();
            frames.add(frame);
            frameBytes += frame.size();
            group.clear();
        }
    }
}
