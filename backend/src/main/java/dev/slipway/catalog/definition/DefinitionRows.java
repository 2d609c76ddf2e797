package dev.slipway.catalog.definition;

import dev.slipway.audit.Actor;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Objects;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Projects and their definition versions in PostgreSQL. */
@Repository
class DefinitionRows {

    private static final String COLUMNS = "d.id, d.project, d.version, d.definition, d.sections, d.yaml, d.comment, "
            + "d.changed_at, d.changed_by_kind, d.changed_by_id, d.changed_by_name";

    private final DatabaseClient database;
    private final JsonMapper json;

    DefinitionRows(DatabaseClient database, JsonMapper json) {
        this.database = database;
        this.json = json;
    }

    /** Ids of all projects' current definitions, by key of the project. */
    Flux<Long> currentIds() {
        return database.sql("select definition_id from project order by key")
                .mapValue(Long.class)
                .all();
    }

    Mono<Long> currentId(String project) {
        return database.sql("select definition_id from project where key = :project")
                .bind("project", project)
                .mapValue(Long.class)
                .one();
    }

    Mono<DefinitionRow> byId(long id) {
        return database.sql("select " + COLUMNS + " from project_definition d where d.id = :id")
                .bind("id", id)
                .map(this::row)
                .one();
    }

    Mono<DefinitionRow> current(String project) {
        return select("join project p on p.definition_id = d.id where p.key = :project", project)
                .one();
    }

    /** Nobody else saves or removes the project until the transaction ends. */
    Mono<DefinitionRow> lock(String project) {
        return select("join project p on p.definition_id = d.id where p.key = :project for update of p", project)
                .one();
    }

    Mono<DefinitionRow> version(String project, long version) {
        return database.sql("select " + COLUMNS
                        + " from project_definition d where d.project = :project and d.version = :version")
                .bind("project", project)
                .bind("version", version)
                .map(this::row)
                .one();
    }

    Flux<DefinitionRow> history(String project, long before, int limit) {
        return database.sql("select " + COLUMNS + " from project_definition d where d.project = :project"
                        + " and d.version < :before order by d.version desc limit :limit")
                .bind("project", project)
                .bind("before", before)
                .bind("limit", limit)
                .map(this::row)
                .all();
    }

    /** Stores the version and makes it the current one. The id of the row given is not looked at. */
    Mono<DefinitionRow> insert(DefinitionRow row) {
        return database.sql("""
            with saved as (
                insert into project_definition (project, version, definition, sections, yaml, comment, changed_at,
                    changed_by_kind, changed_by_id, changed_by_name)
                values (:project, :version, cast(:definition as json), cast(:sections as json), :yaml, :comment,
                    :at, :byKind, :byId, :byName)
                returning id, project)
            insert into project (key, title, definition_id, created_at)
            select project, :title, id, :at from saved
            on conflict (key) do update set title = excluded.title, definition_id = excluded.definition_id
            returning definition_id
            """)
                .bind("project", row.project())
                .bind("version", row.version())
                .bind("definition", row.own().toString())
                .bind("sections", row.sections().toString())
                .bind("yaml", row.yaml())
                .bind("comment", Parameter.fromOrEmpty(row.comment(), String.class))
                .bind("at", row.at().atOffset(ZoneOffset.UTC))
                .bind("byKind", row.by().kind().name())
                .bind("byId", row.by().id())
                .bind("byName", row.by().name())
                .bind("title", row.own().path("title").asString(row.project()))
                .mapValue(Long.class)
                .one()
                .map(id -> new DefinitionRow(
                        id,
                        row.project(),
                        row.version(),
                        row.own(),
                        row.sections(),
                        row.yaml(),
                        row.by(),
                        row.at(),
                        row.comment()));
    }

    Mono<Void> sections(long id, ObjectNode sections) {
        return database.sql("update project_definition set sections = cast(:sections as json) where id = :id")
                .bind("sections", sections.toString())
                .bind("id", id)
                .then();
    }

    Mono<Void> delete(String project) {
        return database.sql("delete from project where key = :project")
                .bind("project", project)
                .then();
    }

    private org.springframework.r2dbc.core.RowsFetchSpec<DefinitionRow> select(String rest, String project) {
        return database.sql("select " + COLUMNS + " from project_definition d " + rest)
                .bind("project", project)
                .map(this::row);
    }

    private DefinitionRow row(Readable row) {
        return new DefinitionRow(
                get(row, "id", Long.class),
                get(row, "project", String.class),
                get(row, "version", Long.class),
                object(row, "definition"),
                object(row, "sections"),
                get(row, "yaml", String.class),
                new Actor(
                        Actor.Kind.valueOf(get(row, "changed_by_kind", String.class)),
                        get(row, "changed_by_id", String.class),
                        get(row, "changed_by_name", String.class)),
                instant(row),
                row.get("comment", String.class));
    }

    private ObjectNode object(Readable row, String column) {
        return (ObjectNode) json.readTree(get(row, column, String.class));
    }

    private static Instant instant(Readable row) {
        return get(row, "changed_at", OffsetDateTime.class).toInstant();
    }

    private static <T> T get(Readable row, String column, Class<T> type) {
        return Objects.requireNonNull(row.get(column, type), column);
    }
}
