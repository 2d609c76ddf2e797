package dev.slipway.job.spi;

/** The log of one step run. Lines are masked and stored in order; none is lost once the call has returned and flushed. */
public interface StepLog {

    /** Appends one line; may hold ANSI colours. */
    void line(String text);

    /** Appends raw output; lines are cut at line feeds, an unfinished one waits for its end or for {@link #flush()}. */
    void output(byte[] bytes);

    /** Returns when everything so far is stored. */
    void flush();
}
