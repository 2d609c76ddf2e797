package dev.slipway.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.slipway.audit.AuditFinding.Kind;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Whatever somebody with all rights on the database changes in one place is found, and found there. */
class TamperTest {

    private static final int EVENTS = 6;
    private static final long VICTIM = 3;

    private AuditFixture audit = new AuditFixture(Clock.systemUTC());

    @BeforeEach
    void record() {
        IntStream.rangeClosed(1, EVENTS).forEach(i -> {
            audit.block("shop", i);
            audit.block("blog", i);
        });
        audit.log
                .append(AuditEvent.of(Actor.SYSTEM, "person.add", null, "person ada"))
                .block();
        audit.sealer.sealAll().block();
        audit.database.sql("select audit_close_old('shop', now())").then().block();
        audit.block("shop", EVENTS + 1);
        audit.sealer.sealAll().block();
    }

    @AfterEach
    void close() {
        audit.close();
    }

    @Test
    void anUntouchedLogShouldBeIntact() {
        var verification = audit.verify();
        assertThat(verification.intact()).isTrue();
        assertThat(verification.chains())
                .extracting(AuditVerification.Chain::project, AuditVerification.Chain::entries)
                .containsExactly(tuple("", 1L), tuple("blog", 6L), tuple("shop", 7L));
    }

    static Stream<Arguments> columnsOfEvents() {
        return Stream.of(
                Arguments.of("id", "id + 1000"),
                Arguments.of("at", "at + interval '1 microsecond'"),
                Arguments.of("actor_kind", "'SYSTEM'"),
                Arguments.of("actor_id", "'eve'"),
                Arguments.of("actor_name", "'Eve'"),
                Arguments.of("action", "'release.unblock'"),
                Arguments.of("project", "'blog'"),
                Arguments.of("project", "null"),
                Arguments.of("subject", "subject || ' '"),
                Arguments.of("before", "'{\"blocked\": \"no\"}'"),
                Arguments.of("before", "null"),
                Arguments.of("after", "'{\"blocked\": null}'"),
                Arguments.of("reason", "null"),
                Arguments.of("reason", "''"),
                Arguments.of("address", "'10.0.0.1'"),
                Arguments.of("request", "'0123456789abcdef'"));
    }

    @ParameterizedTest
    @MethodSource("columnsOfEvents")
    void aChangedColumnShouldBeLocated(String column, String value) {
        audit.tamper(
                "alter table audit_event alter column id drop identity if exists",
                "update audit_event set " + column + " = " + value + " where id = " + event(VICTIM));
        assertThat(audit.findings("shop"))
                .filteredOn(finding -> finding.number() != null)
                .singleElement()
                .satisfies(finding -> assertThat(finding.number()).isEqualTo(VICTIM))
                .extracting(AuditFinding::kind)
                .isEqualTo(column.equals("id") ? Kind.REMOVED : Kind.CHANGED);
    }

    @Test
    void noColumnShouldBeForgotten() {
        var columns = audit.database
                .sql("select column_name::text from information_schema.columns where table_name = 'audit_event'")
                .mapValue(String.class)
                .all()
                .collectList()
                .block();
        assertThat(columns).containsExactlyInAnyOrderElementsOf(Digests.FIELDS);
        assertThat(columnsOfEvents()
                        .map(arguments -> (String) arguments.get()[0])
                        .distinct())
                .containsExactlyInAnyOrderElementsOf(Digests.FIELDS);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7})
    void aRemovedEventShouldBeLocated(long number) {
        audit.tamper("delete from audit_event where id = " + event(number));
        assertThat(audit.findings("shop"))
                .extracting(AuditFinding::kind, AuditFinding::number)
                .containsExactly(tuple(Kind.REMOVED, number));
    }

    @Test
    void swappedEventsShouldBothBeLocated() {
        var one = event(2);
        var other = event(5);
        audit.tamper(
                "alter table audit_event alter column id drop identity if exists",
                "update audit_event set id = -1 where id = " + one,
                "update audit_event set id = " + one + " where id = " + other,
                "update audit_event set id = " + other + " where id = -1");
        assertThat(audit.findings("shop"))
                .extracting(AuditFinding::kind, AuditFinding::number)
                .containsExactly(tuple(Kind.CHANGED, 2L), tuple(Kind.CHANGED, 5L));
    }

    @Test
    void swappedLinksShouldBothBeLocated() {
        audit.tamper(
                "update audit_link set number = 200 where chain = 'shop' and number = 2",
                "update audit_link set number = 2 where chain = 'shop' and number = 5",
                "update audit_link set number = 5 where chain = 'shop' and number = 200");
        assertThat(numbers(audit.findings("shop"))).contains(2L, 5L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "event = event + 1000",
                "digest = sha256('x')",
                "link = sha256('x')",
                "number = 1000",
                "chain = 'nowhere'"
            })
    void aChangedLinkShouldBeLocated(String change) {
        audit.tamper("update audit_link set " + change + " where chain = 'shop' and number = " + VICTIM);
        assertThat(numbers(audit.findings("shop"))).contains(VICTIM);
    }

    @Test
    void anEventChangedTogetherWithItsDigestShouldBeLocated() {
        audit.tamper(
                "update audit_event set reason = 'none' where id = " + event(VICTIM),
                "update audit_link l set digest = audit_digest(e) from audit_event e where e.id = l.event");
        assertThat(audit.findings("shop"))
                .extracting(AuditFinding::kind, AuditFinding::number)
                .containsExactly(tuple(Kind.RELINKED, VICTIM));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 3, 6})
    void anEventRemovedTogetherWithItsLinkShouldBeLocated(long number) {
        audit.tamper(
                "delete from audit_event where id = " + event(number),
                "delete from audit_link where chain = 'shop' and number = " + number);
        assertThat(audit.findings("shop"))
                .extracting(AuditFinding::kind, AuditFinding::number)
                .contains(tuple(Kind.MISSING, number));
    }

    @Test
    void aTailCutOffShouldBeFound() {
        audit.tamper(
                "delete from audit_event where id = " + event(7),
                "delete from audit_link where chain = 'shop' and number = 7");
        assertThat(audit.findings("shop"))
                .extracting(AuditFinding::kind, AuditFinding::number)
                .containsExactly(tuple(Kind.CUT, 7L));
    }

    @Test
    void aTailCutOffWithoutATraceShouldBeFoundByWhatWasNotedElsewhere() {
        var noted = AuditAnchor.parse("shop:7:" + chain("shop").head());
        assertThat(verify(noted).intact()).isTrue();
        audit.tamper(
                "delete from audit_event where id = " + event(7),
                "delete from audit_link where chain = 'shop' and number = 7",
                "update audit_chain set last = 6, head = (select link from audit_link"
                        + " where chain = 'shop' and number = 6) where chain = 'shop'");
        assertThat(audit.verify().intact()).isTrue();
        assertThat(verify(noted).intact()).isFalse();
        audit.block("shop", 99);
        assertThat(verify(noted).chains().getLast().findings())
                .extracting(AuditFinding::kind, AuditFinding::number)
                .containsExactly(tuple(Kind.OTHER_HISTORY, 7L));
    }

    @ParameterizedTest
    @ValueSource(strings = {"last = 5", "last = 9", "head = sha256('x')", "chain = 'nowhere'"})
    void aChangedEndShouldBeFound(String change) {
        audit.tamper("update audit_chain set " + change + " where chain = 'shop'");
        assertThat(audit.findings("shop")).extracting(AuditFinding::kind).contains(Kind.CUT);
    }

    @Test
    void aRemovedEndShouldBeFound() {
        audit.tamper("delete from audit_chain where chain = 'shop'");
        assertThat(audit.findings("shop")).extracting(AuditFinding::kind).contains(Kind.CUT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "chain = 'nowhere'",
                "number = 2",
                "first = 2",
                "last = 5",
                "first_at = first_at - interval '1 day'",
                "last_at = last_at + interval '1 microsecond'",
                "base = sha256('x')",
                "head = sha256('x')",
                "seal = sha256('x')",
                "dropped = true"
            })
    void aChangedSegmentShouldBeFound(String change) {
        audit.tamper("update audit_segment set " + change + " where chain = 'shop'");
        assertThat(audit.verify().intact()).isFalse();
    }

    @Test
    void anEventPutIntoTheTableBehindTheLogShouldBeLocated() {
        audit.tamper("insert into audit_event (at, actor_kind, actor_id, actor_name, action, project, subject)"
                + " values (now(), 'PERSON', 'ada', 'Ada', 'job.start', 'shop', 'job #1')");
        assertThat(audit.findings("shop")).extracting(AuditFinding::kind).containsExactly(Kind.ADDED);
    }

    @Test
    void anEventShouldBeGuardedBeforeItIsLinked() {
        audit.block("shop", 8);
        audit.block("shop", 9);
        audit.tamper(
                "update audit_event set reason = 'none' where id = (select min(event) from audit_pending)",
                "delete from audit_event where id = (select max(event) from audit_pending)");
        assertThat(audit.findings("shop"))
                .extracting(AuditFinding::kind, AuditFinding::number)
                .containsExactly(tuple(Kind.CHANGED, 8L), tuple(Kind.REMOVED, 9L));
    }

    @Test
    void manyAtATimeShouldBecomeOneChainWithoutAGap() {
        var appended = Flux.range(0, 400)
                .flatMap(
                        i -> audit.log
                                .append(AuditEvent.of(AuditFixture.ADA, "thing.do", "busy", "thing " + i))
                                .as(audit.server.transactions(audit.pool)::transactional),
                        4)
                .then();
        Mono.when(
                        appended,
                        Flux.range(0, 20).concatMap(_ -> new Sealer(audit.database).sealAll()),
                        Flux.range(0, 20).concatMap(_ -> new Sealer(audit.database).sealAll()))
                .block(Duration.ofMinutes(1));
        assertThat(audit.verify().intact()).isTrue();
        assertThat(chain("busy").entries()).isEqualTo(400);
    }

    private AuditVerification verify(AuditAnchor noted) {
        return audit.verifier.verify(List.of(noted)).blockOptional().orElseThrow();
    }

    private AuditVerification.Chain chain(String project) {
        return audit.verify().chains().stream()
                .filter(chain -> chain.project().equals(project))
                .findFirst()
                .orElseThrow();
    }

    private static List<Long> numbers(List<AuditFinding> findings) {
        var numbers = new ArrayList<Long>();
        findings.forEach(finding -> {
            if (finding.number() != null) {
                numbers.add(finding.number());
            }
        });
        return numbers;
    }

    /** Id of the event of an entry. */
    private long event(long number) {
        return audit.database
                .sql("select event from audit_link where chain = 'shop' and number = " + number)
                .mapValue(Long.class)
                .all()
                .single()
                .blockOptional()
                .orElseThrow();
    }
}
