package dev.slipway.job;

import dev.slipway.job.spi.StepMemory;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Memory of one attempt in the database; read once, when first asked. */
class MemoryOfStep implements StepMemory {

    /** How far the log was when something was last kept: what is told after that, is told again after a crash. */
    private static final String MARK = "log-mark";

    private final StepMemories memories;
    private final JobJson json;
    private final LogOfStep log;
    private final StepMemories.Owner owner;
    private @Nullable Map<String, JsonNode> values;

    MemoryOfStep(StepMemories memories, JobJson json, LogOfStep log, StepMemories.Owner owner) {
        this.memories = memories;
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
        write(Map.of(key, json.read(json.write(value), JsonNode.class)));
    }

    @Override
    public void note(String key, Object value) {
        var news = Map.of(key, json.read(json.write(value), JsonNode.class));
        memories.note(owner, news).block();
        values().putAll(news);
    }

    /** What was told up to now is not told again: a call has returned, or a new attempt begins. */
    void mark() {
        write(Map.of());
    }

    /** The attempt goes on in the hands of another worker, which may have been cut off in the middle of a call. */
    void resume() {
        recall(MARK, Long.class)
                .or(() -> owner.step().attempt() == 1 ? Optional.of(0L) : Optional.empty())
                .ifPresent(log::resume);
    }

    private void write(Map<String, JsonNode> news) {
        var all = new HashMap<>(news);
        all.put(MARK, json.read(Long.toString(log.mark()), JsonNode.class));
        memories.keep(owner, all).block();
        values().putAll(all);
    }

    private synchronized Map<String, JsonNode> values() {
        if (values == null) {
            var stored = memories.of(owner).block();
            values = new ConcurrentHashMap<>(Objects.requireNonNull(stored));
        }
        return values;
    }
}
