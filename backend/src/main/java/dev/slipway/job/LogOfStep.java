package dev.slipway.job;

import dev.slipway.job.spi.StepLog;
import dev.slipway.logstream.LogOutput;
import dev.slipway.logstream.LogWriter;

/** What a step prints, on its way into its job's log. */
class LogOfStep implements StepLog {

    private final LogWriter writer;
    private final String source;
    private final LogOutput output;
    private volatile boolean told;

    LogOfStep(LogWriter writer, String source) {
        this.writer = writer;
        this.source = source;
        this.output = writer.output(source);
    }

    @Override
    public void line(String text) {
        told = true;
        writer.line(source, text);
    }

    @Override
    public synchronized void output(byte[] bytes) {
        told = true;
        output.append(bytes);
    }

    @Override
    public void flush() {
        synchronized (this) {
            output.flush();
        }
        writer.flush();
    }

    /** Whether it has told anything since the last {@link #mark}. */
    boolean told() {
        return told;
    }

    /** Flushes; whoever goes on from here has nothing to tell again. */
    long mark() {
        synchronized (this) {
            output.flush();
        }
        told = false;
        return writer.mark(source);
    }

    /** Goes on after a mark that another worker may have made. */
    void resume(long mark) {
        writer.resume(source, mark);
    }

    /** Ends an unfinished line. */
    synchronized void finish() {
        output.finish();
    }
}
