package dev.slipway.job;

import dev.slipway.job.spi.StepLog;
import dev.slipway.logstream.LogOutput;
import dev.slipway.logstream.LogWriter;

/** What a step prints, on its way into its job's log. */
class LogOfStep implements StepLog {

    private final LogWriter writer;
    private final String source;
    private final LogOutput output;

    LogOfStep(LogWriter writer, String source) {
        this.writer = writer;
        this.source = source;
        this.output = writer.output(source);
    }

    @Override
    public void line(String text) {
        writer.line(source, text);
    }

    @Override
    public synchronized void output(byte[] bytes) {
        output.append(bytes);
    }

    @Override
    public void flush() {
        synchronized (this) {
            output.flush();
        }
        writer.flush();
    }

    /** Ends an unfinished line. */
    synchronized void finish() {
        output.finish();
    }
}
