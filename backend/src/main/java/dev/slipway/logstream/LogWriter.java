package dev.slipway.logstream;

/** Appends to one stream, in order. Not for several threads at a time per source, but several sources may write at once. */
public interface LogWriter extends AutoCloseable {

    /** Appends one line of a source (a step run's name). Blocks when more is under way than the store takes. */
    void line(String source, String text);

    /** From now on this value is replaced in every line, also in its Base64 and URL forms. Short values are refused. */
    void mask(String secret);

    /**
     * Returns when everything so far is stored.
     *
     * @throws FencedOut if another writer has taken over
     */
    void flush();

    @Override
    void close();
}
