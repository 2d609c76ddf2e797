package dev.slipway.release;

import dev.slipway.artifact.ArtifactReference;
import dev.slipway.artifact.Digest;
import dev.slipway.audit.Actor;
import io.r2dbc.spi.Readable;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Releases in PostgreSQL. */
@Repository
class ReleaseRows implements Releases {

    private static final String COLUMNS = "id, project, service, version, artifacts, commit_hash, build_link, labels,"
            + " notes, registered_at, registered_by_name, blocked_reason";

    private final DatabaseClient database;
    private final JsonMapper json;

    ReleaseRows(DatabaseClient database, JsonMapper json) {
        this.database = database;
        this.json = json;
    }

    @Override
    public Mono<Release> find(String project, String service, String version) {
        return find(project, service, version, "");
    }

    private Mono<Release> find(String project, String service, String version, String suffix) {
        return database.sql("select " + COLUMNS
                        + " from release where project = :project and service = :service and version = :version"
                        + suffix)
                .bind("project", project)
                .bind("service", service)
                .bind("version", version)
                .map(this::release)
                .one();
    }

    /** Nobody else blocks or unblocks it until the transaction ends. */
    Mono<Release> lock(String project, String service, String version) {
        return find(project, service, version, " for update");
    }

    @Override
    public Flux<Release> ofService(String project, String service) {
        return database.sql("select " + COLUMNS
                        + " from release where project = :project and service = :service order by id desc")
                .bind("project", project)
                .bind("service", service)
                .map(this::release)
                .all();
    }

    @Override
    public Flux<Release> newest(String project, String service, int most) {
        return database.sql("select " + COLUMNS
                        + " from release where project = :project and service = :service order by id desc limit :most")
                .bind("project", project)
                .bind("service", service)
                .bind("most", most)
                .map(this::release)
                .all();
    }

    /** One more than asked for, so that it can be told whether there is a next page. */
    Flux<Map.Entry<Long, Release>> page(ReleaseFilter filter) {
        return database.sql("select " + COLUMNS + """
             from release
             where project = :project
               and (cast(:service as text) is null or service = :service)
               and (cast(:blocked as boolean) is null or (blocked_reason is not null) = :blocked)
               and (cast(:before as bigint) is null or id < :before)
               and (cast(:text as text) is null or version ilike :text or commit_hash ilike :text
                    or exists (select from jsonb_each_text(labels) label where label.value ilike :text))
             order by id desc limit :limit
            """)
                .bind("project", filter.project())
                .bind("service", Parameter.fromOrEmpty(filter.service(), String.class))
                .bind("blocked", Parameter.fromOrEmpty(filter.blocked(), Boolean.class))
                .bind("before", Parameter.fromOrEmpty(filter.before(), Long.class))
                .bind("text", Parameter.fromOrEmpty(pattern(filter.text()), String.class))
                .bind("limit", filter.limit() + 1)
                .map(row -> Map.entry(get(row, "id", Long.class), release(row)))
                .all();
    }

    /** False if there is a release of this version already. */
    Mono<Boolean> insert(Release release, Actor actor) {
        return database.sql("""
            insert into release (project, service, version, artifacts, commit_hash, build_link, labels, notes,
                registered_at, registered_by_kind, registered_by_id, registered_by_name)
            values (:project, :service, :version, cast(:artifacts as jsonb), :commit, :buildLink,
                cast(:labels as jsonb), :notes, :at, :byKind, :byId, :byName)
            on conflict do nothing
            """)
                .bind("project", release.project())
                .bind("service", release.service())
                .bind("version", release.version())
                .bind(
                        "artifacts",
                        json.writeValueAsString(release.artifacts().stream()
                                .map(ReleaseRows::map)
                                .toList()))
                .bind("commit", Parameter.fromOrEmpty(release.commit(), String.class))
                .bind("buildLink", Parameter.fromOrEmpty(release.buildLink(), String.class))
                .bind("labels", json.writeValueAsString(release.labels()))
                .bind("notes", Parameter.fromOrEmpty(release.notes(), String.class))
                .bind("at", release.registeredAt().atOffset(ZoneOffset.UTC))
                .bind("byKind", actor.kind().name())
                .bind("byId", actor.id())
                .bind("byName", actor.name())
                .fetch()
                .rowsUpdated()
                .map(count -> count > 0);
    }

    Mono<Void> block(Release release, @Nullable String reason) {
        return database.sql("""
            update release set blocked_reason = :reason
            where project = :project and service = :service and version = :version
            """)
                .bind("reason", Parameter.fromOrEmpty(reason, String.class))
                .bind("project", release.project())
                .bind("service", release.service())
                .bind("version", release.version())
                .then();
    }

    private Release release(Readable row) {
        var labels = new LinkedHashMap<String, String>();
        tree(row, "labels")
                .properties()
                .forEach(entry -> labels.put(entry.getKey(), entry.getValue().asString()));
        return new Release(
                get(row, "project", String.class),
                get(row, "service", String.class),
                get(row, "version", String.class),
                artifacts(tree(row, "artifacts")),
                row.get("commit_hash", String.class),
                row.get("build_link", String.class),
                labels,
                row.get("notes", String.class),
                get(row, "registered_at", OffsetDateTime.class).toInstant(),
                get(row, "registered_by_name", String.class),
                row.get("blocked_reason", String.class));
    }

    private JsonNode tree(Readable row, String column) {
        return json.readTree(get(row, column, String.class));
    }

    private static Map<String, String> map(ArtifactReference artifact) {
        return Map.of(
                "name", artifact.name(),
                "kind", artifact.kind().name().toLowerCase(Locale.ROOT),
                "location", artifact.location(),
                "digest", artifact.digest().value());
    }

    private static List<ArtifactReference> artifacts(JsonNode list) {
        return list.values().stream()
                .map(node -> new ArtifactReference(
                        node.path("name").asString(),
                        ArtifactReference.Kind.valueOf(
                                node.path("kind").asString().toUpperCase(Locale.ROOT)),
                        node.path("location").asString(),
                        new Digest(node.path("digest").asString())))
                .toList();
    }

    private static @Nullable String pattern(@Nullable String text) {
        return text == null || text.isBlank()
                ? null
                : "%" + text.strip().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
    }

    private static <T> T get(Readable row, String column, Class<T> type) {
        return Objects.requireNonNull(row.get(column, type), column);
    }
}
