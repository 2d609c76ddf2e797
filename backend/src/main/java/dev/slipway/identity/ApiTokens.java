package dev.slipway.identity;

import dev.slipway.audit.Actor;
import io.r2dbc.spi.Readable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** All tokens. */
@Component
public class ApiTokens {

    /** With it, scanners for leaked secrets know what they found. */
    static final String PREFIX = TokenText.PREFIX;

    private static final Duration GRAIN = Duration.ofMinutes(1);

    /** With all that the owner holds, in one query: it stands before every request of a machine. */
    private static final String BEARER = "select t.*, a.name as owner_name, held.*"
            + " from api_token t join account a using (user_name) left join lateral ("
            + Grants.heldBeside("t.user_name")
            + ") held on true"
            + " where t.secret_hash = :hash and t.revoked_at is null and t.expires_at > :now and a.disabled_at is null"
            + " order by held.held_id";

    private final DatabaseClient database;
    private final Clock clock;

    ApiTokens(DatabaseClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** What the bearer may do: never more than the owner may at this moment. Empty if the token does not hold. */
    Mono<Access> access(Secret secret) {
        if (!TokenText.plausible(secret)) {
            return Mono.empty();
        }
        var now = clock.instant();
        return database.sql(BEARER)
                .bind("hash", secret.hash())
                .bind("now", now)
                .map(row -> {
                    secret.mustHave(row.get("secret_hash", byte[].class));
                    return new Bearer(
                            read(row),
                            Objects.requireNonNull(row.get("owner_name", String.class)),
                            Grants.heldBeside(row));
                })
                .all()
                .collectList()
                .filter(rows -> !rows.isEmpty())
                .flatMap(rows -> touch(rows.getFirst().token(), now).thenReturn(access(rows)));
    }

    private static Access access(List<Bearer> rows) {
        var token = rows.getFirst().token();
        var held = rows.stream().map(Bearer::held).flatMap(Optional::stream).toList();
        var name = token.title() + " (token of " + rows.getFirst().ownerName() + ")";
        var actor = new Actor(Actor.Kind.TOKEN, token.owner() + "/" + token.id(), name);
        return new Access(actor, token.owner(), token.of(held), Place.EVERYWHERE);
    }

    /** One of the things that a token's owner holds, or none. */
    private record Bearer(ApiToken token, String ownerName, Optional<Holding> held) {}

    private Mono<Void> touch(ApiToken token, Instant now) {
        if (token.lastUsedAt() != null && token.lastUsedAt().isAfter(now.minus(GRAIN))) {
            return Mono.empty();
        }
        return database.sql("update api_token set last_used_at = :now where id = :id")
                .bind("now", now)
                .bind("id", token.id())
                .then();
    }

    /** A person's tokens, newest first, with those that no longer hold. */
    public Flux<ApiToken> of(String owner) {
        return database.sql("select * from api_token where user_name = :owner order by created_at desc, id")
                .bind("owner", owner)
                .map(ApiTokens::read)
                .all();
    }

    Mono<Void> add(ApiToken token, Secret secret) {
        return database.sql("""
            insert into api_token
                (id, user_name, title, secret_hash, permissions, projects, created_at, expires_at)
            values (:id, :owner, :title, :hash, :permissions, :projects, :created, :expires)\
            """)
                .bind("id", token.id())
                .bind("owner", token.owner())
                .bind("title", token.title())
                .bind("hash", secret.hash())
                .bind(
                        "permissions",
                        token.permissions().stream().map(Enum::name).toArray(String[]::new))
                .bind("projects", token.projects().toArray(String[]::new))
                .bind("created", token.createdAt())
                .bind("expires", token.expiresAt())
                .then();
    }

    /** One that still holds; locked, so that it is replaced once. */
    Mono<ApiToken> holding(String owner, String id) {
        return database.sql("""
            select * from api_token
             where id = :id and user_name = :owner and revoked_at is null and expires_at > :now and replaced_by is null
               for update\
            """)
                .bind("id", id)
                .bind("owner", owner)
                .bind("now", clock.instant())
                .map(ApiTokens::read)
                .all()
                .singleOrEmpty();
    }

    /** Lets a token hold no longer than a time beside the one that takes its place. */
    Mono<Void> replace(ApiToken old, ApiToken by, Instant end) {
        return database.sql(
                        "update api_token set replaced_by = :by, expires_at = least(expires_at, :end) where id = :id")
                .bind("by", by.id())
                .bind("end", end)
                .bind("id", old.id())
                .then();
    }

    /** False if the person has no such token that is not revoked yet. */
    Mono<Boolean> revoke(String owner, String id, Instant at) {
        return database.sql("""
            update api_token set revoked_at = :at
             where id = :id and user_name = :owner and revoked_at is null\
            """)
                .bind("at", at)
                .bind("id", id)
                .bind("owner", owner)
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    private static ApiToken read(Readable row) {
        return new ApiToken(
                Objects.requireNonNull(row.get("id", String.class)),
                Objects.requireNonNull(row.get("user_name", String.class)),
                Objects.requireNonNull(row.get("title", String.class)),
                permissions(Objects.requireNonNull(row.get("permissions", String[].class))),
                List.of(Objects.requireNonNull(row.get("projects", String[].class))),
                Objects.requireNonNull(row.get("created_at", Instant.class)),
                Objects.requireNonNull(row.get("expires_at", Instant.class)),
                row.get("last_used_at", Instant.class),
                row.get("revoked_at", Instant.class),
                row.get("replaced_by", String.class));
    }

    private static Set<Permission> permissions(String[] names) {
        return Arrays.stream(names).map(Permission::valueOf).collect(Collectors.toUnmodifiableSet());
    }
}
