package dev.slipway.job.spi;

import java.util.Optional;

/** What a step must remember over the death of its worker: intents before side effects, handles after them. */
public interface StepMemory {

    /** The value last kept under this key. */
    <T> Optional<T> recall(String key, Class<T> type);

    /** Returns when the value is durable; fails if the worker has lost its lease. Flushes the log first. */
    void keep(String key, Object value);

    /**
     * For what can be found out again, such as the handle of something that is started once however often it is asked for:
     * does not wait for the disk, and says nothing of how far the log is. It may be lost with the database server, but
     * only together with everything that is kept later. Fails if the worker has lost its lease.
     */
    void note(String key, Object value);
}
