package dev.slipway.identity;

import java.time.Clock;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;

/** Tells which of some open streams their readers would not be let into as they were. */
@Component
class StreamRights {

    private static final String GRANTS = """
        select md5(concat(
            (select string_agg(g::text, ',' order by id) from access_grant g),
            (select string_agg(m::text, ',' order by group_key, user_name) from person_group_member m),
            (select string_agg(r::text, ',' order by key) from access_role r)))\
        """;
    private static final String FACTORS = """
        select md5(concat(
            (select string_agg(r::text, ',') from second_factor_rule r),
            (select string_agg(f.user_name, ',' order by user_name) from second_factor f where confirmed_at is not null)))\
        """;

    private final DatabaseClient database;
    private final Grants grants;
    private final Visitors visitors;
    private final Clock clock;
    private volatile String known = "";
    private volatile String knownFactors = "";

    StreamRights(DatabaseClient database, Grants grants, Visitors visitors, Clock clock) {
        this.database = database;
        this.grants = grants;
        this.visitors = visitors;
        this.clock = clock;
    }

    /** Whose session is over, whose token is, and whose grants are not those they came with. */
    Flux<OpenStream> over(Collection<OpenStream> open) {
        return Flux.concat(sessionsOver(open), tokensOver(open), changed(open), factors(open))
                .distinct();
    }

    private Flux<OpenStream> sessionsOver(Collection<OpenStream> open) {
        var sessions = open.stream()
                .map(OpenStream::session)
                .filter(id -> !id.isEmpty())
                .collect(Collectors.toSet());
        return sessions.isEmpty()
                ? Flux.empty()
                : database.sql("""
                    select encode(s.id_hash, 'hex') from sign_in_session s join account a using (user_name)
                     where encode(s.id_hash, 'hex') = any(:open) and s.expires_at > :now and a.disabled_at is null\
                    """)
                        .bind("open", sessions.toArray(String[]::new))
                        .bind("now", clock.instant())
                        .mapValue(String.class)
                        .all()
                        .collect(Collectors.toSet())
                        .flatMapIterable(hold -> open.stream()
                                .filter(one -> !one.session().isEmpty() && !hold.contains(one.session()))
                                .toList());
    }

    /** A program has few tokens, so each is looked at. */
    private Flux<OpenStream> tokensOver(Collection<OpenStream> open) {
        var byToken =
                open.stream().filter(one -> one.session().isEmpty()).collect(Collectors.groupingBy(OpenStream::token));
        return Flux.fromIterable(byToken.entrySet())
                .concatMap(token -> visitors.again(new Secret(token.getKey()))
                        .map(Access::holdings)
                        .defaultIfEmpty(List.of())
                        .flatMapIterable(held -> token.getValue().stream()
                                .filter(one -> !one.access().holdings().equals(held))
                                .toList()));
    }

    /** When others must have a second factor, or have one no longer, all people connect again: whoever may. */
    private Flux<OpenStream> factors(Collection<OpenStream> open) {
        return database.sql(FACTORS).mapValue(String.class).all().single().flatMapIterable(now -> {
            var same = knownFactors.isEmpty() || now.equals(knownFactors);
            knownFactors = now;
            return same
                    ? List.of()
                    : open.stream().filter(one -> !one.session().isEmpty()).toList();
        });
    }

    /** Asked for each person only when something was granted or taken since the last look, or they came since. */
    private Flux<OpenStream> changed(Collection<OpenStream> open) {
        return database.sql(GRANTS).mapValue(String.class).all().single().flatMapMany(now -> {
            var all = !now.equals(known);
            known = now;
            Map<String, Set<OpenStream>> byPerson = open.stream()
                    .filter(one -> !one.session().isEmpty() && (one.isNew() || all))
                    .collect(Collectors.groupingBy(
                            one -> Objects.requireNonNull(one.access().owner()),
                            Collectors.toCollection(HashSet::new)));
            return Flux.fromIterable(byPerson.entrySet())
                    .concatMap(person -> grants.of(person.getKey())
                            .flatMapIterable(held -> person.getValue().stream()
                                    .filter(one -> !one.access().holdings().equals(held))
                                    .toList()));
        });
    }
}
