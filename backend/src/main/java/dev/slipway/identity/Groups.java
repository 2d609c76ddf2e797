package dev.slipway.identity;

import io.r2dbc.spi.Readable;
import java.util.List;
import java.util.Objects;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** All groups. */
@Component
public class Groups {

    private static final String GROUPS = """
        select g.key, g.title,
               coalesce(array_agg(m.user_name order by m.user_name) filter (where m.user_name is not null), '{}')
                   as members
          from person_group g left join person_group_member m on m.group_key = g.key
         where (cast(:key as text) is null or g.key = :key)
         group by g.key order by g.key
        """;

    private final DatabaseClient database;

    Groups(DatabaseClient database) {
        this.database = database;
    }

    /** In alphabetical order. */
    public Flux<Group> all() {
        return database.sql(GROUPS)
                .bindNull("key", String.class)
                .map(Groups::read)
                .all();
    }

    /** Empty if there is no such group. */
    public Mono<Group> find(String key) {
        return database.sql(GROUPS).bind("key", key).map(Groups::read).all().singleOrEmpty();
    }

    private static Group read(Readable row) {
        return new Group(
                Objects.requireNonNull(row.get("key", String.class)),
                Objects.requireNonNull(row.get("title", String.class)),
                List.of(Objects.requireNonNull(row.get("members", String[].class))));
    }
}
