package dev.slipway.job;

import dev.slipway.job.spi.StepLog;
import dev.slipway.job.spi.StepMemory;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Memory of one attempt in the database; read once, when first asked. */
class MemoryOfStep implements StepMemory {

    private final JobStore store;
    private final JobJson json;
    private final StepLog log;
    private final Owner owner;
    private @Nullable Map<String, JsonNode> values;

    /** @param fresh whether the attempt begins now, so that there is nothing to read */
    record Owner(long job, long fence, StepRun step, boolean fresh) {}

    MemoryOfStep(JobStore store, JobJson json, StepLog log, Owner owner) {
        this.store = store;
        this.json = json;
        this.log = log;
        this.owner = owner;
        this.values = owner.fresh() ? new ConcurrentHashMap<>() : null;
    }

    @Override
    public <T> Optional<T> recall(String key, Class<T> type) {
        return Optional.ofNullable(values().get(key)).map(value -> json.read(value.toString(), type));
    }

    @Override
    public void keep(String key, Object value) {
        log.flush();
        var written = json.write(value);
        store.keep(owner.job(), owner.fence(), owner.step(), key, written).block();
        values().put(key, json.read(written, JsonNode.class));
    }

    private synchronized Map<String, JsonNode> values() {
        if (values == null) {
            var stored = store.memory(
                            owner.job(), owner.step().name(), owner.step().attempt())
                    .block();
            values = new ConcurrentHashMap<>(Objects.requireNonNull(stored));
        }
        return values;
    }
}
