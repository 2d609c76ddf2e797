package dev.slipway.pipeline;

import dev.slipway.audit.Actor;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Every version a project's own pipelines ever had. */
@Repository
public class PipelineHistory {

    private final DatabaseClient database;
    private final JsonMapper json;
    private final Clock clock;

    PipelineHistory(DatabaseClient database, JsonMapper json, Clock clock) {
        this.database = database;
        this.json = json;
        this.clock = clock;
    }

    /** Newest first; empty for a built-in template the project never replaced. */
    public Flux<PipelineVersion> of(String project, String key) {
        return database.sql("""
            select version, removed, cast(definition as text) as definition,
                   cast(changed_by as text) as changed_by, changed_at
            from pipeline_version where project = :project and key = :key
            order by version desc\
            """)
                .bind("project", project)
                .bind("key", key)
                .map(row -> new PipelineVersion(
                        Objects.requireNonNull(row.get("version", Integer.class)),
                        (ObjectNode) json.readTree(row.get("definition", String.class)),
                        Boolean.TRUE.equals(row.get("removed", Boolean.class)),
                        json.readValue(row.get("changed_by", String.class), Actor.class),
                        at(row.get("changed_at", OffsetDateTime.class))))
                .all();
    }

    Mono<Void> add(String project, String key, int version, ObjectNode definition, Actor actor) {
        return insert(project, key, version, definition, false, actor);
    }

    Mono<Void> remove(String project, String key, int version, Actor actor) {
        return insert(project, key, version, JsonNodeFactory.instance.objectNode(), true, actor);
    }

    private Mono<Void> insert(
            String project, String key, int version, ObjectNode definition, boolean removed, Actor actor) {
        return database.sql("""
            insert into pipeline_version (project, key, version, definition, removed, changed_by, changed_at)
            values (:project, :key, :version, cast(:definition as jsonb), :removed,
                    cast(:actor as jsonb), :at)\
            """)
                .bind("project", project)
                .bind("key", key)
                .bind("version", version)
                .bind("definition", definition.toString())
                .bind("removed", removed)
                .bind("actor", json.writeValueAsString(actor))
                .bind("at", clock.instant().atOffset(ZoneOffset.UTC))
                .then();
    }

    private static Instant at(@Nullable OffsetDateTime time) {
        return Objects.requireNonNull(time).toInstant();
    }
}
