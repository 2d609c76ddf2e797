package dev.slipway.pipeline;

import io.r2dbc.spi.Readable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Projects' own pipelines from the database, and behind them the built-in templates. */
@Repository
class StoredPipelines implements Pipelines {

    private final DatabaseClient database;
    private final JsonMapper json;
    private final PipelineReader reader;
    private final BuiltInPipelines builtIn;

    StoredPipelines(DatabaseClient database, JsonMapper json, PipelineReader reader, BuiltInPipelines builtIn) {
        this.database = database;
        this.json = json;
        this.reader = reader;
        this.builtIn = builtIn;
    }

    @Override
    public Mono<Pipeline> find(String project, String key) {
        return database.sql("""
            select key, version, removed, cast(definition as text) as definition
            from pipeline_version where project = :project and key = :key
            order by version desc limit 1\
            """)
                .bind("project", project)
                .bind("key", key)
                .map(this::stored)
                .all()
                .filter(stored -> !stored.removed())
                .map(this::pipeline)
                .singleOrEmpty()
                .switchIfEmpty(Mono.justOrEmpty(builtIn.find(key)));
    }

    @Override
    public Flux<Pipeline> all(String project) {
        return own(project).collectList().flatMapIterable(this::withBuiltIn);
    }

    /** The project's own pipelines, by key. */
    Flux<Pipeline> own(String project) {
        return newest(project).filter(stored -> !stored.removed()).map(this::pipeline);
    }

    /** The newest version of every pipeline the project ever had. */
    Flux<Stored> newest(String project) {
        return database.sql("""
            select distinct on (key) key, version, removed, cast(definition as text) as definition
            from pipeline_version where project = :project
            order by key, version desc\
            """).bind("project", project).map(this::stored).all();
    }

    private Stored stored(Readable row) {
        return new Stored(
                text(row.get("key", String.class)),
                number(row.get("version", Integer.class)),
                Boolean.TRUE.equals(row.get("removed", Boolean.class)),
                (ObjectNode) json.readTree(text(row.get("definition", String.class))));
    }

    private List<Pipeline> withBuiltIn(List<Pipeline> own) {
        var all = new LinkedHashMap<String, Pipeline>();
        builtIn.all().forEach(pipeline -> all.put(pipeline.key(), pipeline));
        own.forEach(pipeline -> all.put(pipeline.key(), pipeline));
        return new ArrayList<>(all.values());
    }

    private Pipeline pipeline(Stored stored) {
        return reader.read(stored.key(), stored.version(), false, stored.definition())
                .pipeline();
    }

    private static String text(@Nullable String value) {
        return Objects.requireNonNull(value);
    }

    private static int number(@Nullable Integer value) {
        return Objects.requireNonNull(value);
    }

    /** One row: the definition in canonical form. */
    record Stored(String key, int version, boolean removed, ObjectNode definition) {}
}
