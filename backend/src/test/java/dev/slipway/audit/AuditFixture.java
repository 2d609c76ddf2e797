package dev.slipway.audit;

import dev.slipway.testing.Postgres;
import dev.slipway.testing.TestDatabase;
import io.r2dbc.pool.ConnectionPool;
import java.time.Clock;
import java.util.List;
import org.springframework.r2dbc.connection.R2dbcTransactionManager;
import org.springframework.r2dbc.core.DatabaseClient;

/** A log on a database of its own. */
final class AuditFixture implements AutoCloseable {

    static final Actor ADA = new Actor(Actor.Kind.PERSON, "ada", "Ada");

    final TestDatabase server = Postgres.migrated();
    final ConnectionPool pool = server.pool(4);
    final DatabaseClient database = server.client(pool);
    final Sealer sealer = new Sealer(database);
    final Clock clock;
    final AuditLog log;
    final AuditVerifier verifier;

    AuditFixture(Clock clock) {
        this.clock = clock;
        log = new StoredAuditLog(database, clock, sealer);
        verifier = new AuditVerifier(database, sealer, clock, new R2dbcTransactionManager(pool));
    }

    /** Records that Ada blocked a release, with all that may be said of an event. */
    void block(String project, int version) {
        log.append(AuditEvent.of(ADA, "release.block", project, "release web 1." + version + ".0")
                        .change("{\"blocked\": null}", "{\"blocked\": \"it leaks, says Zoë\"}")
                        .because("it leaks"))
                .block();
    }

    AuditVerification verify() {
        return verifier.verify().blockOptional().orElseThrow();
    }

    /** The lines of an export as objects. */
    List<tools.jackson.databind.JsonNode> export(String project) {
        var json = tools.jackson.databind.json.JsonMapper.shared();
        return new AuditExport(database, json, sealer)
                .lines(project)
                .<tools.jackson.databind.JsonNode>map(json::readTree)
                .collectList()
                .blockOptional()
                .orElseThrow();
    }

    List<AuditFinding> findings(String chain) {
        return verify().chains().stream()
                .filter(found -> found.project().equals(chain))
                .findFirst()
                .orElseThrow()
                .findings();
    }

    /** As the owner of the database who has taken every guard away. */
    void tamper(String... statements) {
        try (var connection = java.sql.DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password());
                var statement = connection.createStatement()) {
            statement.execute("set session_replication_role = replica");
            for (var sql : statements) {
                statement.execute(sql);
            }
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        pool.dispose();
    }
}
