package dev.slipway.promotion;

import dev.slipway.audit.Actor;
import dev.slipway.audit.AuditEvent;
import dev.slipway.web.NotFound;
import io.r2dbc.postgresql.codec.Json;
import io.r2dbc.spi.Readable;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Which environments promote by themselves, and which of them are paused. */
@Component
class StoredAutoPromotions implements AutoPromotions {

    /** The kind of work that promotes; its id is project and environment. */
    static final String KIND = "auto-promotion";

    private static final String ALL = """
        select e.key as environment, e.value ->> 'pipeline' as pipeline, a.paused_at, a.paused_by, a.reason
        from promotion_setting s cross join lateral jsonb_each(s.section) e
            left join promotion_auto a on a.project = s.project and a.environment = e.key
        where s.project = :project order by e.key
        """;

    /** History from before it promoted by itself does not matter. */
    private static final String KNOW = """
        insert into promotion_auto (project, environment, looked)
        select :project, :environment, coalesce(max(id), 0) from job where project = :project
        on conflict do nothing
        """;

    private static final String PAUSE = """
        update promotion_auto set paused_at = :at, paused_by = :by, reason = :reason
        where project = :project and environment = :environment and paused_at is null
        """;
    private static final String RESUME = """
        update promotion_auto set paused_at = null, paused_by = null, reason = null,
            looked = (select coalesce(max(id), 0) from job where project = :project)
        where project = :project and environment = :environment and paused_at is not null
        """;

    private final DatabaseClient database;
    private final JsonMapper json;
    private final NewPromotions.Ledger ledger;
    private final StoredPromotions promotions;
    private final TransactionalOperator transactions;

    StoredAutoPromotions(
            DatabaseClient database,
            JsonMapper json,
            NewPromotions.Ledger ledger,
            StoredPromotions promotions,
            TransactionalOperator transactions) {
        this.database = database;
        this.json = json;
        this.ledger = ledger;
        this.promotions = promotions;
        this.transactions = transactions;
    }

    Mono<JsonNode> section(String project) {
        return database.sql("select section from promotion_setting where project = :project")
                .bind("project", project)
                .map(row -> json.readTree(
                        Objects.requireNonNull(row.get("section", Json.class)).asString()))
                .all()
                .singleOrEmpty()
                .filter(section -> !section.isEmpty());
    }

    /** Takes part in the caller's transaction. */
    Mono<Void> define(String project, ObjectNode section) {
        var write = database.sql("""
            insert into promotion_setting (project, section) values (:project, cast(:section as jsonb))
            on conflict (project) do update set section = excluded.section
            """)
                .bind("project", project)
                .bind("section", json.writeValueAsString(section))
                .then();
        return write.thenMany(Flux.fromIterable(section.propertyNames()))
                .concatMap(environment -> know(project, environment).then(wake(project, environment)))
                .then();
    }

    private Mono<Void> know(String project, String environment) {
        return database.sql(KNOW)
                .bind("project", project)
                .bind("environment", environment)
                .then();
    }

    /** Looks again now at what could be promoted there. */
    Mono<Void> wake(String project, String environment) {
        return ledger.work().schedule(KIND, project + "/" + environment, ledger.now());
    }

    @Override
    public Flux<AutoPromotion> of(String project) {
        return database.sql(ALL)
                .bind("project", project)
                .map(StoredAutoPromotions::read)
                .all();
    }

    Mono<AutoPromotion> find(String project, String environment) {
        return of(project)
                .filter(auto -> auto.environment().equals(environment))
                .singleOrEmpty();
    }

    private static AutoPromotion read(Readable row) {
        var at = row.get("paused_at", OffsetDateTime.class);
        var reason = row.get("reason", String.class);
        var by = row.get("paused_by", String.class);
        return new AutoPromotion(
                Objects.requireNonNull(row.get("environment", String.class)),
                row.get("pipeline", String.class),
                at == null || by == null
                        ? null
                        : new AutoPromotion.Pause(at.toInstant(), by, Objects.requireNonNullElse(reason, "")),
                at == null ? reason : null);
    }

    /** Job ids up to which it was looked for somebody who went back by hand. */
    Mono<Long> looked(String project, String environment) {
        return database.sql("select looked from promotion_auto where project = :project and environment = :environment")
                .bind("project", project)
                .bind("environment", environment)
                .mapValue(Long.class)
                .all()
                .singleOrEmpty();
    }

    Mono<Void> look(String project, String environment, long upTo, @Nullable String note) {
        return database.sql("update promotion_auto set looked = greatest(looked, :upTo), reason = :note"
                        + " where project = :project and environment = :environment and paused_at is null")
                .bind("upTo", upTo)
                .bind("note", org.springframework.r2dbc.core.Parameter.fromOrEmpty(note, String.class))
                .bind("project", project)
                .bind("environment", environment)
                .then();
    }

    @Override
    public Mono<AutoPromotion> pause(String project, String environment, String reason, Actor actor) {
        return known(project, environment)
                .then(Mono.defer(() -> database.sql(PAUSE)
                        .bind("at", ledger.now().atOffset(ZoneOffset.UTC))
                        .bind("by", actor.name())
                        .bind("reason", reason)
                        .bind("project", project)
                        .bind("environment", environment)
                        .fetch()
                        .rowsUpdated()))
                .filter(rows -> rows > 0)
                .flatMap(rows -> record(actor, "promotion.auto-pause", project, environment, reason))
                .as(transactions::transactional)
                .then(find(project, environment));
    }

    @Override
    public Mono<AutoPromotion> resume(String project, String environment, Actor actor) {
        return known(project, environment)
                .then(Mono.defer(() -> database.sql(RESUME)
                        .bind("project", project)
                        .bind("environment", environment)
                        .fetch()
                        .rowsUpdated()))
                .filter(rows -> rows > 0)
                .flatMap(rows -> record(actor, "promotion.auto-resume", project, environment, null)
                        .then(wake(project, environment)))
                .as(transactions::transactional)
                .then(find(project, environment));
    }

    private Mono<AutoPromotion> known(String project, String environment) {
        return find(project, environment)
                .switchIfEmpty(Mono.error(() -> new NotFound(
                        "Environment " + environment + " of project " + project + " does not promote by itself.")));
    }

    private Mono<Void> record(Actor actor, String action, String project, String environment, @Nullable String reason) {
        return ledger.audit()
                .append(AuditEvent.of(actor, action, project, "environment " + environment)
                        .because(reason))
                .then(promotions.announce(project));
    }
}
