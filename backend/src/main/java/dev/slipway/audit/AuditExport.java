package dev.slipway.audit;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** The chains as objects, one a line, with all it takes to verify them without the portal. See docs/audit.md. */
@Component
public class AuditExport {

    private static final int PAGE = 500;

    private static final String ENTRIES =
            "select l.chain, l.number, l.event, l.digest, l.link, " + Digests.COLUMNS + """
                  from audit_link l join audit_event e on e.id = l.event
                 where l.chain = :chain and l.number > :after order by l.number limit\
                """ + " " + PAGE;

    private final DatabaseClient database;
    private final JsonMapper json;
    private final Sealer sealer;

    AuditExport(DatabaseClient database, JsonMapper json, Sealer sealer) {
        this.database = database;
        this.json = json;
        this.sealer = sealer;
    }

    /** What is hashed of an entry; before and after are the texts that were hashed. */
    private record Entry(
            String chain,
            long number,
            long event,
            Instant at,
            Actor actor,
            String action,
            @Nullable String project,
            @Nullable String subject,
            @Nullable String before,
            @Nullable String after,
            @Nullable String reason,
            @Nullable String address,
            @Nullable String request,
            String digest,
            String link) {}

    private record Sealed(
            String chain,
            long segment,
            long first,
            long last,
            Instant firstAt,
            Instant lastAt,
            String base,
            String head,
            String seal,
            boolean dropped) {}

    /** Everything of a project, or of all; lines without their end. Entries of a chain first, then its segments. */
    public Flux<String> lines(@Nullable String project) {
        return sealer.sealAll()
                .thenMany(chains(project).flatMapMany(Flux::fromIterable))
                .concatMap(this::chain);
    }

    private Mono<List<String>> chains(@Nullable String project) {
        return project != null
                ? Mono.just(List.of(project))
                : database.sql("select chain from audit_chain order by chain")
                        .mapValue(String.class)
                        .all()
                        .collectList();
    }

    /** By pages, so that a slow reader holds no connection. */
    private Flux<String> chain(String chain) {
        return page(chain, 0)
                .expand(page -> page.size() < PAGE
                        ? Mono.empty()
                        : page(chain, page.getLast().number()))
                .concatMapIterable(page -> page, 1)
                .map(json::writeValueAsString)
                .concatWith(segments(chain).map(json::writeValueAsString));
    }

    private Mono<List<Entry>> page(String chain, long after) {
        return database.sql(ENTRIES)
                .bind("chain", chain)
                .bind("after", after)
                .map(AuditExport::entry)
                .all()
                .collectList();
    }

    private Flux<Sealed> segments(String chain) {
        return database.sql(Segment.SELECT + " where chain = :chain order by number")
                .bind("chain", chain)
                .map(Segment::read)
                .all()
                .map(s -> new Sealed(
                        s.chain(),
                        s.number(),
                        s.first(),
                        s.last(),
                        instant(s.firstAt()),
                        instant(s.lastAt()),
                        hex(s.base()),
                        hex(s.head()),
                        hex(s.seal()),
                        s.dropped()));
    }

    private static Entry entry(Readable row) {
        return new Entry(
                text(row, "chain"),
                Segment.number(row, "number"),
                Segment.number(row, "event"),
                instant(Long.parseLong(text(row, "at"))),
                new Actor(Actor.Kind.valueOf(text(row, "actor_kind")), text(row, "actor_id"), text(row, "actor_name")),
                text(row, "action"),
                row.get("project", String.class),
                row.get("subject", String.class),
                row.get("before", String.class),
                row.get("after", String.class),
                row.get("reason", String.class),
                row.get("address", String.class),
                row.get("request", String.class),
                hex(Segment.bytes(row, "digest")),
                hex(Segment.bytes(row, "link")));
    }

    private static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static String text(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, String.class), column);
    }
}
