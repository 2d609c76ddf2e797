package dev.slipway.demo;

import java.sql.Connection;
import java.sql.SQLException;

/** Says in the database how far seeding is; while one portal holds it, others wait. */
final class SeedMark implements AutoCloseable {

    private static final long LOCK = 0x736c_6970_6465_6d6fL; // "slipdemo"

    private final Connection connection;

    private SeedMark(Connection connection) {
        this.connection = connection;
    }

    static SeedMark hold(Connection connection) throws SQLException {
        execute(connection, "select pg_advisory_lock(" + LOCK + ")");
        return new SeedMark(connection);
    }

    boolean begun() throws SQLException {
        return exists("select 1 from demo_seed");
    }

    boolean finished() throws SQLException {
        return exists("select 1 from demo_seed where finished_at is not null");
    }

    void begin() throws SQLException {
        execute(connection, "insert into demo_seed (started_at) values (now()) on conflict do nothing");
    }

    void finish() throws SQLException {
        begin();
        execute(connection, "update demo_seed set finished_at = now()");
    }

    @Override
    public void close() throws SQLException {
        execute(connection, "select pg_advisory_unlock(" + LOCK + ")");
    }

    private boolean exists(String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            return rows.next();
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
