package dev.slipway.bench;

import dev.slipway.testing.TestDatabase;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import org.flywaydb.core.Flyway;

/** A PostgreSQL server that is as durable as one in use: each commit is on the disk before it is answered. */
final class BenchDatabases implements AutoCloseable {

    private final EmbeddedPostgres server;
    private int count;

    private BenchDatabases(EmbeddedPostgres server) {
        this.server = server;
    }

    static BenchDatabases start() throws IOException {
        return new BenchDatabases(EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("max_connections", "200")
                .setPGStartupWait(Duration.ofMinutes(2))
                .start());
    }

    /** A new database with the schema. */
    TestDatabase migrated() throws SQLException {
        var database = empty();
        Flyway.configure()
                .dataSource(database.jdbcUrl(), database.user(), database.password())
                .load()
                .migrate();
        return database;
    }

    TestDatabase empty() throws SQLException {
        var name = "bench" + ++count;
        var admin = new TestDatabase("127.0.0.1", server.getPort(), "postgres", "postgres", "postgres");
        try (var connection = DriverManager.getConnection(admin.jdbcUrl(), admin.user(), admin.password());
                var statement = connection.createStatement()) {
            statement.execute("create database " + name);
        }
        return new TestDatabase(admin.host(), admin.port(), name, admin.user(), admin.password());
    }

    /** What was written by one measurement is not to be flushed during the next. */
    static void settle(TestDatabase database) throws SQLException {
        try (var connection = DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
                var statement = connection.createStatement()) {
            statement.execute("checkpoint");
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
