package dev.slipway.target.ecs;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import dev.slipway.target.PlacementKey;
import dev.slipway.target.TargetSettings;
import io.r2dbc.postgresql.codec.Json;
import io.r2dbc.spi.Readable;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is remembered of deployments and one-off tasks, so that any portal goes on where another was killed. Blocks. A page
 * that two portals have open at the same time is written by one of them only.
 */
@Repository
class Ledger {

    static final JsonMapper JSON = JsonMapper.builder()
            .changeDefaultVisibility(visibility -> visibility
                    .withVisibility(PropertyAccessor.ALL, Visibility.NONE)
                    .withFieldVisibility(Visibility.ANY)
                    .withCreatorVisibility(Visibility.ANY))
            .build();

    private final DatabaseClient database;
    private final Map<PlacementKey, ObjectNode> places = new ConcurrentHashMap<>();

    Ledger(DatabaseClient database) {
        this.database = database;
    }

    /** What is kept, and at which version it was read. */
    static final class Page<T> {

        final String token;
        final T content;
        private int version;

        private Page(String token, T content, int version) {
            this.token = token;
            this.content = content;
            this.version = version;
        }
    }

    /** Another portal wrote the page meanwhile. */
    static final class Overtaken extends Exception {

        private static final long serialVersionUID = 1L;

        Overtaken(PlacementKey placement) {
            super("Another portal is at work on " + placement);
        }
    }

    Optional<Page<EcsDeployment>> deploymentOf(PlacementKey placement, String token) {
        return one("select * from ecs_deployment where placement = $1 and token = $2", placement, token)
                .map(row -> page(row, EcsDeployment.class));
    }

    Optional<Page<EcsDeployment>> deployment(PlacementKey placement, String id) {
        return one(
                        "select * from ecs_deployment where placement = $1 and deployment = $2 order by seq desc limit"
                                + " 1",
                        placement,
                        id)
                .map(row -> page(row, EcsDeployment.class));
    }

    Optional<Page<EcsDeployment>> latest(PlacementKey placement) {
        return one("select * from ecs_deployment where placement = $1 order by seq desc limit 1", placement, null)
                .map(row -> page(row, EcsDeployment.class));
    }

    /** Newest first. */
    Iterable<EcsDeployment> lately(PlacementKey placement) {
        return Objects.requireNonNull(
                database.sql("select * from ecs_deployment where placement = $1 order by seq desc limit 20")
                        .bind("$1", placement.toString())
                        .map(row -> page(Row.of(row), EcsDeployment.class).content)
                        .all()
                        .collectList()
                        .block());
    }

    Optional<Page<OneOffTask>> taskOf(PlacementKey placement, String token) {
        return one("select * from ecs_task where placement = $1 and token = $2", placement, token)
                .map(row -> page(row, OneOffTask.class));
    }

    Optional<Page<OneOffTask>> task(PlacementKey placement, String id) {
        return one("select * from ecs_task where placement = $1 and task = $2", placement, id)
                .map(row -> page(row, OneOffTask.class));
    }

    Page<EcsDeployment> begin(PlacementKey placement, String token, EcsDeployment deployment) throws Overtaken {
        var page = new Page<>(token, deployment, 0);
        write("ecs_deployment", "deployment", placement, page, null);
        return page;
    }

    Page<OneOffTask> begin(PlacementKey placement, String token, OneOffTask task) throws Overtaken {
        var page = new Page<>(token, task, 0);
        write("ecs_task", "task", placement, page, null);
        return page;
    }

    void keep(PlacementKey placement, Page<EcsDeployment> page) throws Overtaken {
        write("ecs_deployment", "deployment", placement, page, page.content.forward.id);
    }

    void keepTask(PlacementKey placement, Page<OneOffTask> page) throws Overtaken {
        write("ecs_task", "task", placement, page, page.content.id());
    }

    private <T> void write(String table, String idColumn, PlacementKey placement, Page<T> page, @Nullable String id)
            throws Overtaken {
        var sql = page.version == 0
                ? "insert into " + table + " (placement, token, " + idColumn + ", version, document)"
                        + " values ($1, $2, $3, $4 + 1, $5) on conflict do nothing"
                : "update " + table + " set " + idColumn + " = $3, version = $4 + 1, document = $5"
                        + " where placement = $1 and token = $2 and version = $4";
        var statement = database.sql(sql).bind("$1", placement.toString()).bind("$2", page.token);
        statement = id == null ? statement.bindNull("$3", String.class) : statement.bind("$3", id);
        var rows = statement
                .bind("$4", page.version)
                .bind("$5", Json.of(JSON.writeValueAsString(page.content)))
                .fetch()
                .rowsUpdated()
                .block();
        if (rows == null || rows == 0) {
            throw new Overtaken(placement);
        }
        page.version++;
    }

    /** Remembers where the placement is; writes only what is new. */
    void place(PlacementKey placement, TargetSettings settings) {
        var own = settings.own();
        if (own.equals(places.get(placement))) {
            return;
        }
        database.sql("insert into ecs_place (placement, settings) values ($1, $2)"
                        + " on conflict (placement) do update set settings = excluded.settings")
                .bind("$1", placement.toString())
                .bind("$2", Json.of(JSON.writeValueAsString(own)))
                .fetch()
                .rowsUpdated()
                .block();
        places.put(placement, own);
    }

    /** The placements that are known to be at the service an event is about. */
    List<PlacementKey> placementsOf(EcsEvent event) {
        return Objects.requireNonNull(database.sql("select placement from ecs_place where settings ->> 'cluster' = $1"
                        + " and settings ->> 'service' = $2 and settings ->> 'region' = $3")
                .bind("$1", event.cluster())
                .bind("$2", event.service())
                .bind("$3", event.region())
                .map(row -> PlacementKey.parse(Objects.requireNonNull(row.get("placement", String.class))))
                .all()
                .collectList()
                .block());
    }

    Optional<TargetSettings> place(PlacementKey placement) {
        var known = places.get(placement);
        if (known != null) {
            return Optional.of(new TargetSettings(known));
        }
        return database.sql("select settings from ecs_place where placement = $1")
                .bind("$1", placement.toString())
                .map(row -> new TargetSettings(JSON.readValue(text(row, "settings"), ObjectNode.class)))
                .all()
                .singleOrEmpty()
                .blockOptional();
    }

    private Optional<Row> one(String sql, PlacementKey placement, @Nullable String second) {
        var statement = database.sql(sql).bind("$1", placement.toString());
        return (second == null ? statement : statement.bind("$2", second))
                .map(Row::of)
                .all()
                .singleOrEmpty()
                .blockOptional();
    }

    private static <T> Page<T> page(Row row, Class<T> type) {
        return new Page<>(row.token(), JSON.readValue(row.document(), type), row.version());
    }

    private static String text(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, Json.class)).asString();
    }

    private record Row(String token, int version, String document) {

        static Row of(Readable row) {
            return new Row(
                    Objects.requireNonNull(row.get("token", String.class)),
                    Objects.requireNonNull(row.get("version", Integer.class)),
                    text(row, "document"));
        }
    }
}
