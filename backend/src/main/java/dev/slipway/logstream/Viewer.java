package dev.slipway.logstream;

import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;

/**
 * A place in a stream and somebody who reads on from there. Next to the end it shares the frames of the tail; one that
 * has fallen behind reads the store, a page at a time and only when it has taken the page before, so that it is never
 * owed more than a page.
 */
final class Viewer<T> {

    private final Tail tail;
    private final Outlet<T> outlet;
    private final Rendering<T> rendering;
    private final AtomicInteger rounds = new AtomicInteger();

    private long position;
    private @Nullable Frame own;
    private volatile @Nullable Disposable reading;
    private volatile @Nullable List<Chunk> page;
    private volatile long pageEnd;
    private volatile boolean beat;
    private volatile boolean over;
    private volatile @Nullable Throwable failure;
    private volatile boolean gone;
    private boolean greeted;

    Viewer(Tail tail, long after, Outlet<T> outlet, Rendering<T> rendering) {
        this.tail = tail;
        this.position = after;
        this.outlet = outlet;
        this.rendering = rendering;
    }

    Executor lane() {
        return outlet.lane();
    }

    /** Asks for a sign of life at the next occasion. */
    void heartbeat() {
        beat = true;
        serve();
    }

    void leave() {
        gone = true;
        var read = reading;
        if (read != null) {
            read.dispose();
        }
        serve();
    }

    /** Ends without saying that the stream has ended: the viewer connects again. */
    void handOver() {
        over = true;
        serve();
    }

    /** Sends what there is, as far as the viewer takes it. Any thread may call it; the lane does the work, once at a time. */
    void serve() {
        if (rounds.getAndIncrement() != 0) {
            return;
        }
        if (outlet.inLane()) {
            work();
        } else {
            outlet.lane().execute(this::work);
        }
    }

    private void work() {
        var missed = 1;
        do {
            round();
            missed = rounds.addAndGet(-missed);
        } while (missed != 0);
    }

    private void round() {
        if (gone) {
            drop();
            return;
        }
        if (over) {
            gone = true;
            outlet.complete();
            return;
        }
        var cause = failure;
        if (cause != null) {
            gone = true;
            outlet.fail(cause);
            return;
        }
        takePage();
        while (!gone && outlet.ready()) {
            if (!sendOne()) {
                break;
            }
        }
    }

    /** False when there is nothing to send now. */
    private boolean sendOne() {
        if (!greeted) {
            greeted = true;
            return greet();
        }
        if (own != null) {
            var frame = own;
            own = null;
            send(frame);
            frame.release();
            return true;
        }
        if (reading != null) {
            return false;
        }
        var window = tail.window();
        var next = window.next(position);
        if (next != null && next.after() == position && send(next)) {
            return true;
        }
        if (position < window.last() && window.state() != null) {
            read(window.state(), window.gapEnd(position));
            return false;
        }
        if (window.ended()) {
            end();
            return false;
        }
        return sendHeartbeat();
    }

    private boolean send(Frame frame) {
        if (!frame.isEmpty()) {
            var rendered = rendering.frame(frame);
            if (rendered == null) {
                return false;
            }
            beat = false;
            outlet.send(rendered);
        }
        position = frame.last();
        return true;
    }

    private boolean greet() {
        var rendered = rendering.greeting();
        if (rendered != null) {
            outlet.send(rendered);
        }
        return true;
    }

    private boolean sendHeartbeat() {
        if (beat) {
            beat = false;
            var rendered = rendering.heartbeat();
            if (rendered != null) {
                outlet.send(rendered);
            }
        }
        return false;
    }

    private void end() {
        gone = true;
        var rendered = rendering.end(position);
        if (rendered != null) {
            outlet.send(rendered);
        }
        outlet.complete();
    }

    private void read(StreamState state, long upto) {
        pageEnd = upto;
        reading = tail.page(state, position, upto)
                .subscribe(
                        chunks -> {
                            page = chunks;
                            serve();
                        },
                        cause -> {
                            failure = cause;
                            serve();
                        });
    }

    private void takePage() {
        var chunks = page;
        if (chunks == null) {
            return;
        }
        page = null;
        reading = null;
        var whole = chunks.stream().filter(chunk -> chunk.first() <= pageEnd).toList();
        if (whole.isEmpty()) {
            // None of the lines is of this source, or retention has removed them.
            position = Math.max(position, pageEnd);
        } else {
            own = new Frame(position, whole, tail.filter());
        }
    }

    private void drop() {
        if (own != null) {
            own.release();
            own = null;
        }
    }
}
