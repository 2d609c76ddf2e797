package dev.slipway.job.spi;

import java.util.Optional;

/** What a step must remember over the death of its worker: intents before side effects, handles after them. */
public interface StepMemory {

    /** The value last kept under this key. */
    <T> Optional<T> recall(String key, Class<T> type);

    /** Returns when the value is durable; fails if the worker has lost its lease. Flushes the log first. */
    void keep(String key, Object value);
}
