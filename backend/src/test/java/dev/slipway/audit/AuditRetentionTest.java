package dev.slipway.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.r2dbc.connection.R2dbcTransactionManager;
import org.springframework.transaction.reactive.TransactionalOperator;
import tools.jackson.databind.JsonNode;

class AuditRetentionTest {

    private static final Instant LONG_AGO = Instant.parse("2020-03-01T10:00:00Z");
    private static final Clock THEN = Clock.fixed(LONG_AGO, ZoneOffset.UTC);

    @Test
    void whatIsPastRetentionShouldGoAndStayProvable() {
        try (var audit = new AuditFixture(THEN)) {
            for (var i = 1; i <= 5; i++) {
                audit.block("shop", i);
            }
            audit.sealer.sealAll().block();
            retention(audit, 0, LONG_AGO.plus(Duration.ofDays(2))).round().block();
            var exported = audit.export("shop");
            assertThat(Lines.digestsHold(exported)).isTrue();

            var later = LONG_AGO.plus(Duration.ofDays(400));
            assertThat(retention(audit, 365, later).round().block()).isEqualTo(5);
            assertThat(count(audit, "select count(*) from audit_event where action <> 'audit.drop'"))
                    .isZero();
            assertThat(audit.verify().intact()).isTrue();
            var chain = audit.verify().chains().getLast();
            assertThat(List.of(chain.entries(), chain.dropped(), chain.segments()))
                    .containsExactly(6L, 5L, 1L);

            var seal = audit.export("shop").getLast();
            assertThat(seal.path("dropped").asBoolean()).isTrue();
            assertThat(seal.path("head").asString())
                    .isEqualTo(exported.get(4).path("link").asString());
            assertThat(Lines.link(exported.subList(0, 5), seal.path("base").asString()))
                    .isEqualTo(seal.path("head").asString());
        }
    }

    @Test
    void whatIsYoungerThanThirtyDaysShouldStayWhoeverAsks() {
        try (var audit = new AuditFixture(Clock.systemUTC())) {
            audit.block("shop", 1);
            audit.sealer.sealAll().block();
            audit.database
                    .sql("select audit_close_old('shop', now() + interval '1 day'), audit_drop('shop', now() +"
                            + " interval '1 day')")
                    .then()
                    .block();
            assertThat(count(audit, "select count(*) from audit_event")).isEqualTo(1);
            assertThat(audit.verify().intact()).isTrue();
        }
    }

    @Test
    void theRestShouldStayWhenOneSegmentGoes() {
        try (var audit = new AuditFixture(THEN)) {
            audit.block("shop", 1);
            audit.sealer.sealAll().block();
            retention(audit, 0, LONG_AGO.plus(Duration.ofDays(2))).round().block();
            new StoredAuditLog(
                            audit.database,
                            Clock.fixed(LONG_AGO.plus(Duration.ofDays(395)), ZoneOffset.UTC),
                            audit.sealer)
                    .append(AuditEvent.of(AuditFixture.ADA, "release.block", "shop", "release web 2.0.0"))
                    .block();
            audit.sealer.sealAll().block();
            assertThat(retention(audit, 365, LONG_AGO.plus(Duration.ofDays(400)))
                            .round()
                            .block())
                    .isEqualTo(1);
            assertThat(count(audit, "select count(*) from audit_event where action <> 'audit.drop'"))
                    .isEqualTo(1);
            assertThat(audit.verify().intact()).isTrue();
            audit.tamper("delete from audit_event where action <> 'audit.drop'");
            assertThat(audit.findings("shop")).extracting(AuditFinding::number).containsExactly(2L);
        }
    }

    @Test
    void aRetentionTheDatabaseWouldRefuseShouldBeRefused() {
        assertThatThrownBy(() -> new AuditProperties(7)).hasMessageContaining("at least 31");
    }

    private static AuditRetention retention(AuditFixture audit, int days, Instant now) {
        return new AuditRetention(
                audit.database,
                TransactionalOperator.create(new R2dbcTransactionManager(audit.pool)),
                audit.log,
                new AuditProperties(days),
                Clock.fixed(now, ZoneOffset.UTC));
    }

    private static Long count(AuditFixture audit, String sql) {
        return audit.database
                .sql(sql)
                .mapValue(Long.class)
                .all()
                .single()
                .blockOptional()
                .orElseThrow();
    }

    /** What an auditor does with an export, without the portal. */
    static final class Lines {

        private Lines() {}

        static boolean digestsHold(List<JsonNode> lines) {
            return lines.stream()
                    .filter(line -> line.has("event"))
                    .allMatch(line -> digest(line).equals(line.path("digest").asString()));
        }

        static String link(List<JsonNode> lines, String base) {
            var hex = java.util.HexFormat.of();
            var link = hex.parseHex(base);
            for (var line : lines) {
                link = Digests.link(
                        link,
                        line.path("chain").asString(),
                        line.path("number").asLong(),
                        line.path("event").asLong(),
                        hex.parseHex(line.path("digest").asString()));
            }
            return hex.formatHex(link);
        }

        private static String digest(JsonNode line) {
            return java.util.HexFormat.of().formatHex(Digests.event(field -> switch (field) {
                case "id" -> line.path("event").asString();
                case "at" ->
                    Long.toString(java.time.temporal.ChronoUnit.MICROS.between(
                            Instant.EPOCH, Instant.parse(line.path("at").asString())));
                case "actor_kind" -> line.path("actor").path("kind").asString();
                case "actor_id" -> line.path("actor").path("id").asString();
                case "actor_name" -> line.path("actor").path("name").asString();
                default ->
                    line.path(field).isMissingNode() || line.path(field).isNull()
                            ? null
                            : line.path(field).asString();
            }));
        }
    }
}
