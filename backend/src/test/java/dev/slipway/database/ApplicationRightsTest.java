package dev.slipway.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.slipway.configuration.InvalidConfiguration;
import dev.slipway.testing.Postgres;
import dev.slipway.testing.TestDatabase;
import io.r2dbc.spi.ConnectionFactories;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.r2dbc.core.DatabaseClient;

/** Whatever the user given may do, the application's connections can only add to the audit log. */
class ApplicationRightsTest {

    private static final String ADD = """
        insert into audit_event (at, actor_kind, actor_id, actor_name, action, subject)
        values (now(), 'SYSTEM', 'slipway', 'Slipway', 'thing.do', 'thing')\
        """;

    private final TestDatabase server = Postgres.empty();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update audit_event set reason = 'x'",
                "delete from audit_event",
                "truncate audit_event",
                "truncate audit_event cascade",
                "alter table audit_event disable trigger all",
                "alter table audit_event owner to current_user",
                "drop table audit_event",
                "set session_replication_role = replica",
                "create or replace function audit_event_only_grows() returns trigger language plpgsql as 'begin end'",
                "update audit_link set number = 1",
                "insert into audit_link values ('', 1, 1, '', '')",
                "delete from audit_link",
                "truncate audit_link",
                "update audit_chain set last = 0",
                "delete from audit_pending",
                "update audit_segment set dropped = true",
                "delete from audit_segment",
                "delete from flyway_schema_history",
                "reset role; delete from audit_event"
            })
    void theApplicationShouldOnlyAddWhenASuperuserIsGiven(String statement) {
        var rights = portal(server.user(), server.password(), null);
        assertThat(rights.role().way()).isEqualTo(ApplicationRole.Way.SET_ROLE);
        refused(rights, statement);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update audit_event set reason = 'x'",
                "delete from audit_event",
                "truncate audit_event",
                "delete from audit_link"
            })
    void theApplicationShouldOnlyAddWhenTheUserMayMakeRoles(String statement) throws SQLException {
        var rights = portal(user("createrole"), "secret", null);
        assertThat(rights.role().way()).isEqualTo(ApplicationRole.Way.SET_ROLE);
        refused(rights, statement);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update audit_event set reason = 'x'",
                "delete from audit_event",
                "truncate audit_event",
                "delete from audit_link"
            })
    void theApplicationShouldOnlyAddWhenTheUserMayNotMakeRoles(String statement) throws SQLException {
        var rights = portal(user(""), "secret", null);
        assertThat(rights.role().way()).isEqualTo(ApplicationRole.Way.OWNER);
        refused(rights, statement);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update audit_event set reason = 'x'",
                "delete from audit_event",
                "truncate audit_event",
                "set role none; delete from audit_event",
                "delete from audit_link"
            })
    void theApplicationShouldOnlyAddWhenSomebodyElseOwnsTheSchema(String statement) throws SQLException {
        var owner = user("");
        var application = owner + "_user";
        admin("create role " + application + " login password 'secret'", "grant " + application + " to " + owner);
        var rights = portal(application, "secret", owner);
        assertThat(rights.role().way()).isEqualTo(ApplicationRole.Way.SIGN_IN);
        refused(rights, statement);
    }

    @Test
    void anOwnerThatCannotGiveTheRightsShouldBeToldWhatToDo() throws SQLException {
        var owner = user("");
        var application = owner + "_user";
        admin("create role " + application + " login password 'secret'");
        assertThatThrownBy(() -> portal(application, "secret", owner))
                .isInstanceOf(InvalidConfiguration.class)
                .hasMessageContaining("grant \"" + application + "\" to \"" + owner + "\"");
    }

    @Test
    void theSecondStartShouldFindEverythingAsItIs() throws SQLException {
        var user = user("createrole");
        portal(user, "secret", null);
        var rights = portal(user, "secret", null);
        refused(rights, "delete from audit_event");
    }

    @Test
    void partitionsOfTheLogShouldStayTheApplicationsToAddAndDrop() throws SQLException {
        var rights = portal(user("createrole"), "secret", null);
        run(
                rights,
                "create table log_chunk_20300101 (like log_chunk including all)",
                "alter table log_chunk attach partition log_chunk_20300101"
                        + " for values from ('2030-01-01') to ('2030-01-02')",
                "drop table log_chunk_20300101");
    }

    /** The statement is refused through both pools, and the log goes on growing. */
    private void refused(ApplicationRights rights, String statement) {
        run(rights, ADD, "select audit_seal(10)");
        assertThatThrownBy(() -> run(rights, statement))
                .hasMessageMatching("(?s).*(permission denied|must be owner|only grows).*");
        assertThatThrownBy(() -> runJdbc(rights, statement))
                .hasMessageMatching("(?s).*(permission denied|must be owner|only grows).*");
        run(rights, ADD, "select audit_seal(10)");
        var count = client(rights)
                .sql("select count(*) from audit_link l join audit_event e on e.id = l.event where e.reason is null")
                .mapValue(Long.class)
                .all()
                .single()
                .block();
        assertThat(count).isEqualTo(2);
    }

    private ApplicationRights portal(String user, String password, @Nullable String owner) {
        var rights = ApplicationRights.prepare(
                new DatabaseServer.Given(address(user, password)),
                new DatabaseProperties(server.jdbcUrl(), user, password, owner, owner == null ? null : "secret"));
        Flyway.configure()
                .dataSource(
                        rights.owner().jdbcUrl(),
                        rights.owner().user(),
                        rights.owner().password())
                .load()
                .migrate();
        rights.grant();
        return rights;
    }

    private DatabaseAddress address(String user, String password) {
        return new DatabaseAddress(server.host(), server.port(), server.name(), user, password, Map.of());
    }

    private DatabaseClient client(ApplicationRights rights) {
        var configuration = new DatabaseConfiguration();
        var details = configuration.r2dbcConnectionDetails(new DatabaseServer.Given(application(rights)), rights);
        return DatabaseClient.create(ConnectionFactories.get(details.getConnectionFactoryOptions()));
    }

    private DatabaseAddress application(ApplicationRights rights) {
        return rights.role().way() == ApplicationRole.Way.SIGN_IN
                ? address(rights.role().name(), "secret")
                : rights.owner();
    }

    private void run(ApplicationRights rights, String... statements) {
        for (var statement : statements) {
            client(rights).sql(statement).then().block();
        }
    }

    private void runJdbc(ApplicationRights rights, String statement) throws SQLException {
        try (HikariDataSource pool =
                        new DatabaseConfiguration().dataSource(new DatabaseServer.Given(application(rights)), rights);
                var connection = pool.getConnection();
                var running = connection.createStatement()) {
            running.execute(statement);
        }
    }

    /** A role that owns the database. */
    private String user(String attributes) throws SQLException {
        var name = server.name() + "_owner";
        admin(
                "create role " + name + " login password 'secret' " + attributes,
                "alter database " + server.name() + " owner to " + name);
        return name;
    }

    private void admin(String... statements) throws SQLException {
        try (var connection = DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password());
                var statement = connection.createStatement()) {
            for (var sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
