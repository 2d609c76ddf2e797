package dev.slipway.logstream;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The end of a stream as it is kept in memory: consecutive frames up to {@code last}. Immutable.
 *
 * @param state null while the stream does not exist
 * @param last number of the last line that may be shown
 * @param ended whether no line will follow
 */
record Window(@Nullable StreamState state, List<Frame> frames, long last, boolean ended) {

    static final Window NONE = new Window(null, List.of(), 0, false);

    /** The frame for a viewer at {@code position}: one that begins right there, or the next one; null at the end. */
    @Nullable
    Frame next(long position) {
        var low = 0;
        var high = frames.size();
        while (low < high) {
            var middle = (low + high) >>> 1;
            if (frames.get(middle).last() > position) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low < frames.size() ? frames.get(low) : null;
    }

    /** How far a viewer must read from the store to stand at the beginning of a frame, or at the end. */
    long gapEnd(long position) {
        var next = next(position);
        if (next == null) {
            return last;
        }
        return next.after() > position ? next.after() : next.last();
    }
}
