package dev.slipway.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.testing.Postgres;
import dev.slipway.testing.TestDatabase;
import io.r2dbc.pool.ConnectionPool;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

class AuditTrailTest {

    private static final TestDatabase SERVER = Postgres.migrated();
    private static final ConnectionPool POOL = SERVER.pool(4);
    private static final Actor ADA = new Actor(Actor.Kind.PERSON, "ada", "Ada");

    private final DatabaseClient database = SERVER.client(POOL);
    private final AuditLog log = new StoredAuditLog(database, Clock.systemUTC(), new Sealer(database));
    private final AuditTrail trail = new AuditTrail(database, JsonMapper.shared());

    @AfterAll
    static void close() {
        POOL.dispose();
    }

    @Test
    void recordsShouldBeFoundByProjectPersonAndAction() {
        log.append(AuditEvent.of(ADA, "release.block", "found", "release web 1.2.0")
                        .change(
                                "{\"blocked\":null,\"labels\":{\"a\":1,\"b\":[1,2]}}",
                                "{\"blocked\":\"leaks\",\"labels\":{\"b\":[1,3]}}")
                        .because("it leaks"))
                .then(log.append(AuditEvent.of(Actor.SYSTEM, "release.register", "found", "release web 1.3.0")))
                .then(log.append(AuditEvent.of(ADA, "releases.count", "found", "all")))
                .block();

        assertThat(find(new AuditFilter("found", null, null, null)))
                .extracting(AuditRecord::action)
                .containsExactly("releases.count", "release.register", "release.block");
        assertThat(find(new AuditFilter("found", null, "release", null))).hasSize(2);
        var blocked =
                find(new AuditFilter("found", "ada", "release.block", null)).getFirst();
        assertThat(blocked.actor()).isEqualTo(ADA);
        assertThat(blocked.reason()).isEqualTo("it leaks");
        assertThat(blocked.changes())
                .containsExactly(
                        new Difference("blocked", null, "leaks"),
                        new Difference("labels.a", "1", null),
                        new Difference("labels.b.1", "2", "3"));
        assertThat(find(new AuditFilter("found", null, null, blocked.id()))).isEmpty();
    }

    @Test
    void aRecordShouldFallWithTheChangeItIsAbout() {
        var failing = log.append(AuditEvent.of(ADA, "thing.fail", "undone", "it"))
                .then(Mono.<Void>error(new IllegalStateException("the change failed")))
                .as(SERVER.transactions(POOL)::transactional);
        assertThatThrownBy(failing::block).isInstanceOf(IllegalStateException.class);
        assertThat(find(new AuditFilter("undone", null, null, null))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"update audit_event set reason = 'x'", "delete from audit_event", "truncate audit_event"})
    void theRecordShouldOnlyGrow(String statement) {
        assertThatThrownBy(() -> database.sql(statement).then().block()).hasMessageContaining("only grows");
    }

    @Test
    void aTextShouldBeSearchedStretchByStretchUntilItIsFound() {
        log.append(AuditEvent.of(ADA, "thing.hide", "haystack", "the needle")).block();
        database.sql("""
            insert into audit_event (at, actor_kind, actor_id, actor_name, action, project, subject)
            select now(), 'SYSTEM', 'hay', 'Hay', 'thing.grow', 'haystack', 'straw' from generate_series(1, 12)\
            """).then().block();

        var newest = stretch(new AuditFilter("haystack", null, null, "NEEDLE", null));
        assertThat(newest.records()).isEmpty();
        assertThat(newest.unfinished()).isTrue();

        var older = stretch(new AuditFilter("haystack", null, null, "NEEDLE", newest.next()));
        assertThat(older.records()).extracting(AuditRecord::subject).containsExactly("the needle");
    }

    @Test
    void searchShouldEndWithTheFirstRecord() {
        var last = stretch(new AuditFilter(null, null, null, "there is no such text", 5L));

        assertThat(last.records()).isEmpty();
        assertThat(last.unfinished()).isFalse();
        assertThat(last.next()).isNull();
    }

    @Test
    void fullPageShouldLeadToTheRestOfItsStretch() {
        for (var subject : List.of("pin 1", "pin 2", "pin 3")) {
            log.append(AuditEvent.of(ADA, "thing.pin", "paged", subject)).block();
        }

        var first = stretch(new AuditFilter("paged", null, null, "pin", null), 2);
        assertThat(first.records()).extracting(AuditRecord::subject).containsExactly("pin 3", "pin 2");
        assertThat(first.unfinished()).isFalse();
        var second = stretch(new AuditFilter("paged", null, null, "pin", first.next()), 2);
        assertThat(second.records()).extracting(AuditRecord::subject).containsExactly("pin 1");
    }

    @Test
    void everyActionShouldBeToldOnce() {
        log.append(AuditEvent.of(ADA, "action.b", null, "it"))
                .then(log.append(AuditEvent.of(ADA, "action.a", null, "it")))
                .then(log.append(AuditEvent.of(ADA, "action.b", null, "it")))
                .block();

        assertThat(trail.actions().collectList().block())
                .contains("action.a", "action.b")
                .doesNotHaveDuplicates();
    }

    private AuditStretch stretch(AuditFilter filter) {
        return stretch(filter, 100);
    }

    /** Ten records are searched for a text at a time. */
    private AuditStretch stretch(AuditFilter filter, int size) {
        return new AuditTrail(database, JsonMapper.shared(), 10)
                .stretch(filter, null, size)
                .blockOptional()
                .orElseThrow();
    }

    private List<AuditRecord> find(AuditFilter filter) {
        return trail.find(filter, 100).collectList().blockOptional().orElseThrow();
    }
}
