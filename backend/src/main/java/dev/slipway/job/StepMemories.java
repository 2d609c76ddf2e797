package dev.slipway.job;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** What steps must remember, by attempt. Every write carries the worker's fencing token; an older one changes nothing. */
@Component
class StepMemories {

    private static final String KEEP = """
        insert into step_memory (job_id, step_run, attempt, key, value)
        select j.id, :step, :attempt, v.key, v.value
        from (select id from job where id = :id and fence = :fence for share) j,
            jsonb_each(cast(:values as jsonb)) v
        on conflict (job_id, step_run, attempt, key) do update set value = excluded.value
        """;

    private static final String NOTE = KEEP + " returning set_config('synchronous_commit', 'off', true)";

    private final DatabaseClient database;
    private final JobJson json;

    StepMemories(DatabaseClient database, JobJson json) {
        this.database = database;
        this.json = json;
    }

    /** @param fresh whether the attempt begins now, so that there is nothing to read */
    record Owner(long job, long fence, StepRun step, boolean fresh) {}

    Mono<Map<String, JsonNode>> of(Owner owner) {
        return database.sql("select key, value from step_memory where job_id = :id and step_run = :step"
                        + " and attempt = :attempt")
                .bind("id", owner.job())
                .bind("step", owner.step().name())
                .bind("attempt", owner.step().attempt())
                .map(row -> Map.entry(
                        JobRows.text(row, "key"), Objects.requireNonNull(json.read(row, "value", JsonNode.class))))
                .all()
                .collectMap(Map.Entry::getKey, Map.Entry::getValue, HashMap::new);
    }

    /** Fails with {@link LeaseLost} when a newer worker has the job. */
    Mono<Void> keep(Owner owner, Map<String, JsonNode> values) {
        return statement(KEEP, owner, values)
                .fetch()
                .rowsUpdated()
                .filter(rows -> rows > 0)
                .switchIfEmpty(lost(owner))
                .then();
    }

    /** As {@link #keep}, but does not wait for the disk; whatever is stored afterwards takes it along. */
    Mono<Void> note(Owner owner, Map<String, JsonNode> values) {
        return statement(NOTE, owner, values)
                .mapValue(String.class)
                .all()
                .switchIfEmpty(lost(owner))
                .then();
    }

    private DatabaseClient.GenericExecuteSpec statement(String sql, Owner owner, Map<String, JsonNode> values) {
        return database.sql(sql)
                .bind("id", owner.job())
                .bind("fence", owner.fence())
                .bind("step", owner.step().name())
                .bind("attempt", owner.step().attempt())
                .bind("values", json.write(values));
    }

    private static <T> Mono<T> lost(Owner owner) {
        return Mono.error(() -> new LeaseLost(owner.job(), owner.fence()));
    }
}
