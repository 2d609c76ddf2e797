package dev.slipway.logstream;

/** Appends to one stream, in order. Not for several threads at a time per source, but several sources may write at once. */
public interface LogWriter extends AutoCloseable {

    /**
     * Appends one line of a source (a step run's name), or several when the text has line feeds or more than 16,384
     * characters. Blocks when more is under way than the store takes.
     *
     * @throws FencedOut if another writer has taken over
     */
    void line(String source, String text);

    /** Takes the raw output of a process for a source. */
    LogOutput output(String source);

    /**
     * From now on this value is replaced in every line, also in its Base64 and URL forms.
     *
     * @throws SecretNotMaskable if the value is too short or too long for that
     */
    void mask(String secret);

    /**
     * Returns when everything so far is stored.
     *
     * @throws FencedOut if another writer has taken over
     */
    void flush();

    /**
     * Flushes, and returns the number of the last stored line: what {@link #resume} takes.
     *
     * @throws FencedOut if another writer has taken over
     */
    long mark(String source);

    /**
     * Whoever goes on where a worker was cut off tells again what that one had told since its last mark. Of the lines of
     * this source that are stored after that mark, those that come again are left out, each once.
     */
    void resume(String source, long mark);

    /** Flushes; does not close the stream, to which a later writer may append. */
    @Override
    void close();
}
