package dev.slipway.dashboard.grid;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Services that a person looks at more than at others, each as {@code project/service}. */
@Component
public class Favourites {

    /** One of a project that is gone meanwhile is left out. */
    private static final String INSERT = """
        insert into grid_favourite (person, project, service, since)
        select :person, p.key, split_part(one, '/', 2), :at
        from unnest(:chosen) one join project p on p.key = split_part(one, '/', 1)
        on conflict do nothing\
        """;

    private final DatabaseClient database;
    private final TransactionalOperator transactions;
    private final Clock clock;

    Favourites(DatabaseClient database, TransactionalOperator transactions, Clock clock) {
        this.database = database;
        this.transactions = transactions;
        this.clock = clock;
    }

    public Mono<Set<String>> of(String person) {
        return database.sql("select project || '/' || service as one from grid_favourite where person = :person")
                .bind("person", person)
                .mapValue(String.class)
                .all()
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Of those that were offered, these are favourites from now on and the others are not. */
    public Mono<Void> choose(String person, Collection<String> offered, Collection<String> chosen) {
        var others = offered.stream().filter(one -> !chosen.contains(one)).toArray(String[]::new);
        var removed = database.sql("delete from grid_favourite where person = :person"
                        + " and project || '/' || service = any(:others)")
                .bind("person", person)
                .bind("others", others)
                .then();
        var added = database.sql(INSERT)
                .bind("person", person)
                .bind("chosen", chosen.toArray(String[]::new))
                .bind("at", clock.instant().atOffset(ZoneOffset.UTC))
                .then();
        return removed.then(added).as(transactions::transactional);
    }
}
