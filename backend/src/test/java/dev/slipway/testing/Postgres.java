package dev.slipway.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.flywaydb.core.Flyway;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * One real PostgreSQL server a test JVM: a container of the image that {@code SLIPWAY_TEST_POSTGRES_IMAGE} names, else the
 * embedded binaries. Each database is a copy of one that was migrated once.
 */
public final class Postgres {

    private static final String TEMPLATE = "slipway_template";
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final Server SERVER = start();

    private Postgres() {}

    /** A new database with the schema of this build and nothing in it. */
    public static TestDatabase migrated() {
        return SERVER.database("t" + ProcessHandle.current().pid() + "_" + COUNT.incrementAndGet(), TEMPLATE);
    }

    /** A new database without any schema. */
    public static TestDatabase empty() {
        return SERVER.database("e" + ProcessHandle.current().pid() + "_" + COUNT.incrementAndGet(), "template1");
    }

    private static Server start() {
        var server = wantsContainer() ? container() : embedded();
        Await.until("PostgreSQL answers", Duration.ofMinutes(1), server::answers);
        var template = server.database(TEMPLATE, "template1");
        Flyway.configure()
                .dataSource(template.jdbcUrl(), template.user(), template.password())
                .load()
                .migrate();
        return server;
    }

    /** Whoever names an image wants the container: without an engine that is an error, not a reason to fall back. */
    private static boolean wantsContainer() {
        return System.getenv("SLIPWAY_TEST_POSTGRES_IMAGE") != null;
    }

    @SuppressWarnings("resource") // lives as long as the JVM
    private static Server container() {
        var container = new PostgreSQLContainer(
                org.testcontainers.utility.DockerImageName.parse(System.getenv("SLIPWAY_TEST_POSTGRES_IMAGE"))
                        .asCompatibleSubstituteFor("postgres"));
        container.withCommand("postgres", "-c", "max_connections=400");
        container.start();
        return new Server(
                container.getHost(), container.getMappedPort(5432), container.getUsername(), container.getPassword());
    }

    private static Server embedded() {
        try {
            var server = EmbeddedPostgres.builder()
                    .setServerConfig("max_connections", "400")
                    .setPGStartupWait(Duration.ofMinutes(2))
                    .start();
            return new Server("127.0.0.1", server.getPort(), "postgres", "postgres");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Server(String host, int port, String user, String password) {

        /** The port of a container is open a little before the server behind it listens. */
        boolean answers() {
            try (var connection = new TestDatabase(host, port, "postgres", user, password)
                    .dataSource()
                    .getConnection()) {
                return connection.isValid(5);
            } catch (SQLException e) {
                return false;
            }
        }

        TestDatabase database(String name, String template) {
            var admin = new TestDatabase(host, port, "postgres", user, password);
            try (var connection = DriverManager.getConnection(admin.jdbcUrl(), user, password);
                    var statement = connection.createStatement()) {
                statement.execute("create database " + name + " template " + template);
            } catch (SQLException e) {
                throw new IllegalStateException("Cannot create the test database " + name, e);
            }
            return new TestDatabase(host, port, name, user, password);
        }
    }
}
