package dev.slipway.identity;

import io.r2dbc.spi.Readable;
import java.util.Arrays;
import java.util.Objects;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** All roles that can be granted. */
@Component
public class Roles {

    private final DatabaseClient database;

    Roles(DatabaseClient database) {
        this.database = database;
    }

    /** The built-in ones from the least to the most, then one's own by key. */
    public Flux<AccessRole> all() {
        return Flux.fromArray(Role.values())
                .map(AccessRole::of)
                .concatWith(database.sql("select key, title, permissions from access_role order by key")
                        .map(Roles::read)
                        .all());
    }

    /** Empty if there is no such role. */
    public Mono<AccessRole> find(String key) {
        return Mono.justOrEmpty(Role.of(key).map(AccessRole::of))
                .switchIfEmpty(
                        database.sql("select key, title, permissions from access_role where key = :key for share")
                                .bind("key", key)
                                .map(Roles::read)
                                .all()
                                .singleOrEmpty());
    }

    private static AccessRole read(Readable row) {
        var permissions = Arrays.stream(Objects.requireNonNull(row.get("permissions", String[].class)))
                .map(Permission::valueOf)
                .collect(java.util.stream.Collectors.toUnmodifiableSet());
        return new AccessRole(
                Objects.requireNonNull(row.get("key", String.class)),
                Objects.requireNonNull(row.get("title", String.class)),
                permissions,
                false);
    }
}
