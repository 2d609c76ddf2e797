package dev.slipway.logstream;

import java.time.LocalDate;

/**
 * Where a stream is.
 *
 * @param day names the partition of its chunks
 * @param last number of its last stored line
 */
record StreamState(LocalDate day, long fence, long last, boolean closed, boolean expired) {

    LogSummary summary() {
        return new LogSummary(last, closed, expired);
    }
}
