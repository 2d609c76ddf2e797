package dev.slipway.identity.workload;

import dev.slipway.identity.Permission;
import dev.slipway.identity.Place;
import io.r2dbc.spi.Readable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** All rules by which projects trust CI systems. */
@Component
public class TrustRules {

    private static final String SELECT = "select r.*, r.claims::text as wanted from trust_rule r ";

    /** The last use is written at most this often. */
    private static final Duration GRAIN = Duration.ofMinutes(1);

    private final DatabaseClient database;
    private final JsonMapper json;
    private final Clock clock;

    TrustRules(DatabaseClient database, JsonMapper json, Clock clock) {
        this.database = database;
        this.json = json;
        this.clock = clock;
    }

    /** The oldest first. */
    public Flux<TrustRule> of(String project) {
        return database.sql(SELECT + "where r.project = :project order by r.id")
                .bind("project", project)
                .map(this::read)
                .all();
    }

    /** Empty if the project has no such rule. */
    public Mono<TrustRule> find(String project, long id) {
        return database.sql(SELECT + "where r.project = :project and r.id = :id")
                .bind("project", project)
                .bind("id", id)
                .map(this::read)
                .all()
                .singleOrEmpty();
    }

    Flux<TrustRule> by(String issuer) {
        return database.sql(SELECT + "where r.issuer = :issuer order by r.id")
                .bind("issuer", issuer)
                .map(this::read)
                .all();
    }

    Flux<TrustRule> named(Collection<Long> ids) {
        return database.sql(SELECT + "where r.id = any(:ids) order by r.id")
                .bind("ids", ids.toArray(Long[]::new))
                .map(this::read)
                .all();
    }

    Mono<TrustRule> add(TrustRule rule) {
        var place = rule.place();
        return database.sql("""
            insert into trust_rule
                (project, environment, service, title, issuer, audience, claims, permissions, created_at, created_by)
            values (:project, :environment, :service, :title, :issuer, :audience, cast(:claims as jsonb), :permissions,
                    :at, :by)
            returning *, claims::text as wanted\
            """)
                .bind("project", Objects.requireNonNull(place.project()))
                .bind("environment", Parameter.fromOrEmpty(place.environment(), String.class))
                .bind("service", Parameter.fromOrEmpty(place.service(), String.class))
                .bind("title", rule.title())
                .bind("issuer", rule.issuer())
                .bind("audience", rule.audience())
                .bind("claims", json.writeValueAsString(rule.claims()))
                .bind("permissions", rule.permissions().stream().map(Enum::name).toArray(String[]::new))
                .bind("at", rule.createdAt())
                .bind("by", rule.createdBy())
                .map(this::read)
                .all()
                .singleOrEmpty();
    }

    /** What was given by it ends: it may no longer be what it trusts. Empty if it is not of this version any more. */
    Mono<TrustRule> change(TrustRule rule) {
        var place = rule.place();
        return database.sql("delete from workload_token where :id = any(rules)")
                .bind("id", rule.id())
                .then()
                .thenMany(database.sql("""
                    update trust_rule
                       set environment = :environment, service = :service, title = :title, issuer = :issuer,
                           audience = :audience, claims = cast(:claims as jsonb), permissions = :permissions,
                           version = version + 1
                     where id = :id and project = :project and version = :version
                    returning *, claims::text as wanted\
                    """)
                        .bind("id", rule.id())
                        .bind("version", rule.version())
                        .bind("project", Objects.requireNonNull(place.project()))
                        .bind("environment", Parameter.fromOrEmpty(place.environment(), String.class))
                        .bind("service", Parameter.fromOrEmpty(place.service(), String.class))
                        .bind("title", rule.title())
                        .bind("issuer", rule.issuer())
                        .bind("audience", rule.audience())
                        .bind("claims", json.writeValueAsString(rule.claims()))
                        .bind(
                                "permissions",
                                rule.permissions().stream().map(Enum::name).toArray(String[]::new))
                        .map(this::read)
                        .all())
                .singleOrEmpty();
    }

    Mono<TrustRule> remove(String project, long id) {
        return database.sql("delete from trust_rule where project = :project and id = :id returning *, claims::text as"
                        + " wanted")
                .bind("project", project)
                .bind("id", id)
                .map(this::read)
                .all()
                .singleOrEmpty();
    }

    Mono<Void> touch(Collection<TrustRule> rules) {
        var now = clock.instant();
        var stale = rules.stream()
                .filter(rule -> rule.lastUsedAt() == null || rule.lastUsedAt().isBefore(now.minus(GRAIN)))
                .map(TrustRule::id)
                .toArray(Long[]::new);
        return stale.length == 0
                ? Mono.empty()
                : database.sql("update trust_rule set last_used_at = :now where id = any(:ids)")
                        .bind("now", now)
                        .bind("ids", stale)
                        .then();
    }

    private TrustRule read(Readable row) {
        var claims = new HashMap<String, String>();
        json.readTree(text(row, "wanted"))
                .properties()
                .forEach(claim -> claims.put(claim.getKey(), claim.getValue().asString()));
        return new TrustRule(
                Objects.requireNonNull(row.get("id", Long.class)),
                text(row, "title"),
                text(row, "issuer"),
                text(row, "audience"),
                Map.copyOf(claims),
                Arrays.stream(Objects.requireNonNull(row.get("permissions", String[].class)))
                        .map(Permission::valueOf)
                        .collect(Collectors.toUnmodifiableSet()),
                new Place(text(row, "project"), row.get("environment", String.class), row.get("service", String.class)),
                Objects.requireNonNull(row.get("created_at", Instant.class)),
                text(row, "created_by"),
                row.get("last_used_at", Instant.class),
                Objects.requireNonNull(row.get("version", Integer.class)));
    }

    private static String text(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, String.class), column);
    }
}
