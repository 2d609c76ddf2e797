package dev.slipway.identity;

import io.r2dbc.spi.Readable;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
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

    /** What a person, in place of %1$s, holds; the names keep out of the way of what it is joined with. */
    private static final String HELD = """
        select g.role as held_role, r.permissions as held_permissions, g.project as held_project,
               g.environment as held_environment, g.service as held_service, cast(null as text) as held_through,
               g.id as held_id
          from access_grant g left join access_role r on r.key = g.role
         where g.person = %1$s
        union all
        select g.role, r.permissions, g.project, g.environment, g.service, g.group_key, g.id
          from person_group_member m join access_grant g on g.group_key = m.group_key
               left join access_role r on r.key = g.role
         where m.user_name = %1$s\
        """;

    private static final String OF_ONE = HELD.formatted(":user") + " order by held_id";

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
        return database.sql(OF_ONE)
                .bind("user", userName)
                .map(Grants::holding)
                .all()
                .collectList();
    }

    /** A query for what somebody holds, to be joined by a query about them. */
    static String heldBeside(String user) {
        return HELD.formatted(user);
    }

    /** What a row of a query has that was left-joined with {@link #heldBeside(String)}. */
    static Optional<Holding> heldBeside(Readable row) {
        return row.get("held_id", Long.class) == null ? Optional.empty() : Optional.of(holding(row));
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
        var role = text(row, "held_role");
        return new Holding(
                role,
                permissions(role, row.get("held_permissions", String[].class)),
                new Place(
                        row.get("held_project", String.class),
                        row.get("held_environment", String.class),
                        row.get("held_service", String.class)),
                row.get("held_through", String.class));
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
