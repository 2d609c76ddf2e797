package dev.slipway.identity;

import io.r2dbc.spi.Readable;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What is granted to whom, with what comes through groups. */
@Component
public class Grants {

    private static final String HELD = """
        select g.role, r.permissions, g.project, g.environment, g.service, cast(null as text) as through, g.id
          from access_grant g left join access_role r on r.key = g.role
         where g.person = :user
        union all
        select g.role, r.permissions, g.project, g.environment, g.service, g.group_key, g.id
          from person_group_member m join access_grant g on g.group_key = m.group_key
               left join access_role r on r.key = g.role
         where m.user_name = :user
         order by id\
        """;

    private static final String HOLDERS = """
        select a.user_name, g.project, g.environment, g.service
          from (select person as user_name, role, project, environment, service from access_grant
                 where person is not null
                union all
                select m.user_name, g.role, g.project, g.environment, g.service
                  from person_group_member m join access_grant g on g.group_key = m.group_key) g
               join account a on a.user_name = g.user_name left join access_role r on r.key = g.role
         where a.disabled_at is null and (g.role = any(:roles) or :permission = any(r.permissions))\
        """;

    private final DatabaseClient database;

    Grants(DatabaseClient database) {
        this.database = database;
    }

    /** All that a person holds now, in one query. */
    public Mono<List<Holding>> of(String userName) {
        return database.sql(HELD)
                .bind("user", userName)
                .map(Grants::holding)
                .all()
                .collectList();
    }

    /** Who may sign in and has the permission somewhere. */
    public Mono<Holders> holders(Permission permission) {
        var roles = Arrays.stream(Role.values())
                .filter(role -> role.permissions().contains(permission))
                .map(Role::word)
                .toArray(String[]::new);
        return database.sql(HOLDERS)
                .bind("roles", roles)
                .bind("permission", permission.name())
                .map(row -> new Holders.Holder(text(row, "user_name"), place(row)))
                .all()
                .collect(Collectors.groupingBy(
                        Holders.Holder::userName,
                        Collectors.mapping(Holders.Holder::place, Collectors.toUnmodifiableList())))
                .map(Holders::new);
    }

    /** The oldest first. */
    public Flux<Grant> all() {
        return database.sql("select * from access_grant order by id")
                .map(Grants::grant)
                .all();
    }

    Mono<Grant> find(long id) {
        return database.sql("select * from access_grant where id = :id")
                .bind("id", id)
                .map(Grants::grant)
                .all()
                .singleOrEmpty();
    }

    static Set<Permission> permissions(String role, String @Nullable [] own) {
        return own == null
                ? Role.of(role).map(Role::permissions).orElse(Set.of())
                : Arrays.stream(own).map(Permission::valueOf).collect(Collectors.toUnmodifiableSet());
    }

    private static Holding holding(Readable row) {
        var role = text(row, "role");
        return new Holding(
                role,
                permissions(role, row.get("permissions", String[].class)),
                place(row),
                row.get("through", String.class));
    }

    static Grant grant(Readable row) {
        return new Grant(
                Objects.requireNonNull(row.get("id", Long.class)),
                row.get("person", String.class),
                row.get("group_key", String.class),
                text(row, "role"),
                place(row),
                Objects.requireNonNull(row.get("granted_at", java.time.Instant.class)),
                text(row, "granted_by"));
    }

    private static Place place(Readable row) {
        return new Place(
                row.get("project", String.class),
                row.get("environment", String.class),
                row.get("service", String.class));
    }

    private static String text(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, String.class), column);
    }
}
