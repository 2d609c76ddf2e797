package dev.slipway.identity.provider;

import dev.slipway.audit.Actor;
import dev.slipway.audit.AuditEvent;
import dev.slipway.audit.AuditLog;
import dev.slipway.web.Conflict;
import io.r2dbc.postgresql.codec.Json;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The rules from claims to roles and groups, in all their versions. They hold from the next sign-in or renewal on. */
@Component
public class RuleBook {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final TypeReference<List<Rule>> RULES = new TypeReference<>() {};

    private final DatabaseClient database;
    private final RuleCheck check;
    private final AuditLog audit;
    private final TransactionalOperator transaction;
    private final Clock clock;

    RuleBook(DatabaseClient database, RuleCheck check, AuditLog audit, TransactionalOperator transaction, Clock clock) {
        this.database = database;
        this.check = check;
        this.audit = audit;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * The rules as they were from a time on.
     *
     * @param version counts from 1; 0 before there was any rule
     * @param by who made it, absent for version 0
     */
    public record Version(
            int version,
            List<Rule> rules,
            @Nullable String by,
            @Nullable Instant at) {

        static final Version NONE = new Version(0, List.of(), null, null);
    }

    public Mono<Version> current() {
        return versions(1).next().defaultIfEmpty(Version.NONE);
    }

    /** The newest first. */
    public Flux<Version> versions(int most) {
        return database.sql("select * from sign_in_rules order by version desc limit :most")
                .bind("most", most)
                .map(row -> new Version(
                        Objects.requireNonNull(row.get("version", Integer.class)),
                        read(Objects.requireNonNull(row.get("rules", String.class))),
                        row.get("changed_by", String.class),
                        row.get("changed_at", Instant.class)))
                .all()
                .collectList()
                .flatMapIterable(versions -> versions);
    }

    /** Replaces all rules, if nobody else did since the version that was read. */
    public Mono<Version> change(int read, List<Rule> rules, Actor actor) {
        var next = new Version(read + 1, rules, actor.name(), clock.instant());
        return check.check(rules)
                .then(current())
                .flatMap(before -> before.version() == read ? add(next, before, actor) : Mono.error(stale(before)))
                .as(transaction::transactional);
    }

    private Mono<Version> add(Version next, Version before, Actor actor) {
        return database.sql("""
            insert into sign_in_rules (version, rules, changed_by, changed_at)
            values (:version, :rules, :by, :at) on conflict do nothing\
            """)
                .bind("version", next.version())
                .bind("rules", Json.of(write(next.rules())))
                .bind("by", actor.name())
                .bind("at", Objects.requireNonNull(next.at()))
                .fetch()
                .rowsUpdated()
                .filter(rows -> rows == 1)
                .switchIfEmpty(Mono.error(() -> stale(before)))
                .then(audit.append(
                        AuditEvent.of(actor, "sign-in.change-rules", null, "sign-in rules version " + next.version())
                                .change(write(before.rules()), write(next.rules()))))
                .thenReturn(next);
    }

    private static Conflict stale(Version now) {
        return new Conflict(
                "The rules changed meanwhile: version " + now.version() + " is the newest. Read them again.");
    }

    private static List<Rule> read(String json) {
        return JSON.readValue(json, RULES);
    }

    private static String write(List<Rule> rules) {
        return JSON.writeValueAsString(rules);
    }
}
