package dev.slipway.logstream;

import org.jspecify.annotations.Nullable;

/** What a viewer is sent: bytes for browsers, lines for code. */
interface Rendering<T> {

    /** Sent first; null for nothing. */
    @Nullable
    T greeting();

    /** Null when the frame has been released meanwhile, so that its lines must be read again. */
    @Nullable
    T frame(Frame frame);

    /** Sent when nothing else was for a while; null for nothing. */
    @Nullable
    T heartbeat();

    /** Sent after the last line; null for nothing. */
    @Nullable
    T end(long lines);
}
