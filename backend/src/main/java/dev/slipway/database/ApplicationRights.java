package dev.slipway.database;

import dev.slipway.configuration.InvalidConfiguration;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that the application cannot change what the audit log holds: finds or makes the role it works with, and
 * gives that role its rights after each migration. See docs/adr/0040-audit-chain.md.
 */
final class ApplicationRights {

    private static final Logger LOG = LoggerFactory.getLogger(ApplicationRights.class);

    /** Only one portal at a time, when several start together. */
    private static final String ONE_AT_A_TIME = "select pg_advisory_xact_lock(7355608)";

    private final DatabaseAddress owner;
    private final ApplicationRole role;

    private ApplicationRights(DatabaseAddress owner, ApplicationRole role) {
        this.owner = owner;
        this.role = role;
    }

    /** Before anything connects as the application. */
    static ApplicationRights prepare(DatabaseServer server, DatabaseProperties properties) {
        var address = server.address();
        if (!server.embedded() && properties.separateOwner()) {
            var password = properties.ownerPassword() == null ? "" : properties.ownerPassword();
            var owner = address.as(String.valueOf(properties.owner()), password);
            FirstConnection.make(owner, FirstConnection.Variables.OWNER);
            return new ApplicationRights(owner, new ApplicationRole(address.user(), ApplicationRole.Way.SIGN_IN));
        }
        var role = new ApplicationRole(ApplicationRole.nameFor(address.database()), ApplicationRole.Way.SET_ROLE);
        try (var connection = address.connect()) {
            make(connection, role);
            return new ApplicationRights(address, role);
        } catch (SQLException e) {
            if (e.getSQLState() != null && e.getSQLState().startsWith("08")) {
                throw new IllegalStateException("The database " + address + " does not answer: " + e.getMessage(), e);
            }
            LOG.warn(
                    "Role {} may not make or take the role {} ({}): the audit log is guarded by triggers and by rights"
                        + " its owner took from itself only. To guard it from the portal as well, let a superuser run:"
                        + " create role {} nologin; grant {} to {}; grant usage, create on schema public to {}",
                    address.user(),
                    role.name(),
                    e.getMessage(),
                    role.quoted(),
                    role.quoted(),
                    '"' + address.user() + '"',
                    role.quoted());
            return new ApplicationRights(address, new ApplicationRole(address.user(), ApplicationRole.Way.OWNER));
        }
    }

    /** Who may change the schema. */
    DatabaseAddress owner() {
        return owner;
    }

    ApplicationRole role() {
        return role;
    }

    private static void make(Connection connection, ApplicationRole role) throws SQLException {
        connection.setAutoCommit(false);
        execute(connection, ONE_AT_A_TIME);
        if (!is(connection, "select exists (select from pg_roles where rolname = '" + role.name() + "')")) {
            execute(connection, "create role " + role.quoted() + " nologin");
        }
        if (!may(connection, "set local role " + role.quoted())) {
            execute(connection, "grant " + role.quoted() + " to current_user");
            execute(connection, "set local role " + role.quoted());
        }
        execute(connection, "reset role");
        var schema = "(select has_schema_privilege('" + role.name() + "', current_schema(), 'CREATE'))";
        if (!is(connection, "select coalesce(" + schema + ", false)")) {
            execute(
                    connection,
                    "do $$ begin execute format('grant usage, create on schema %I to %I', current_schema(), '"
                            + role.name() + "'); end $$");
        }
        if (!is(connection, "select coalesce(" + schema + ", false)")) {
            throw new SQLException("it may not be given the schema");
        }
        connection.commit();
    }

    /** After each migration; all or nothing. */
    void grant() {
        try (var connection = owner.connect()) {
            connection.setAutoCommit(false);
            execute(connection, ONE_AT_A_TIME);
            for (var statement : role.way() == ApplicationRole.Way.OWNER ? ownersRights() : rights(connection)) {
                execute(connection, statement);
            }
            connection.commit();
        } catch (SQLException e) {
            throw new InvalidConfiguration(
                    "SLIPWAY_DATABASE_OWNER",
                    "must be able to give role " + role.name() + " its rights (" + e.getMessage() + ")",
                    "Let " + owner.user() + " own the schema, and run as a superuser: grant " + role.quoted() + " to \""
                            + owner.user() + "\";");
        }
    }

    /** The portal adds and drops partitions of logs and of the history by itself, which only their owner may. */
    private List<String> rights(Connection connection) throws SQLException {
        var rights = new ArrayList<String>();
        rights.add("do $$ begin execute format('grant usage, create on schema %I to " + role.quoted()
                + "', current_schema()); end $$");
        for (var table : names(connection, "r", "p")) {
            if (table.startsWith("log_chunk") || table.startsWith("health_sample")) {
                rights.add("alter table " + table + " owner to " + role.quoted());
            } else {
                rights.add("grant select, insert, update, delete on " + table + " to " + role.quoted());
            }
        }
        for (var sequence : names(connection, "S")) {
            rights.add("grant usage, select on sequence " + sequence + " to " + role.quoted());
        }
        rights.add("revoke update, delete, truncate on audit_event from " + role.quoted());
        rights.add("revoke insert, update, delete, truncate on audit_link, audit_chain, audit_pending, audit_segment,"
                + " flyway_schema_history from " + role.quoted());
        return rights;
    }

    private static List<String> ownersRights() {
        return List.of(
                "revoke update, delete, truncate on audit_event, audit_link from current_user",
                "revoke delete, truncate on audit_segment, audit_chain from current_user");
    }

    /** What is not the role's own already. */
    private List<String> names(Connection connection, String... kinds) throws SQLException {
        try (var statement = connection.prepareStatement("""
            select format('%I', c.relname) from pg_class c join pg_roles r on r.oid = c.relowner
             where c.relnamespace = current_schema()::regnamespace and c.relkind::text = any (?) and r.rolname <> ?
             order by 1\
            """)) {
            statement.setArray(1, connection.createArrayOf("text", kinds));
            statement.setString(2, role.name());
            var names = new ArrayList<String>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    names.add(rows.getString(1));
                }
            }
            return names;
        }
    }

    private static boolean may(Connection connection, String sql) throws SQLException {
        var before = connection.setSavepoint();
        try {
            execute(connection, sql);
            return true;
        } catch (SQLException e) {
            connection.rollback(before);
            LOG.debug("Not yet possible: {}", sql, e);
            return false;
        }
    }

    private static boolean is(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            return row.next() && row.getBoolean(1);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
