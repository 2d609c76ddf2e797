package dev.slipway.database;

import dev.slipway.configuration.InvalidConfiguration;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * PostgreSQL run by the portal on a folder of the user's. A server that outlived a killed portal, or that another
 * portal on this folder runs, is used as it is; the last portal to leave stops it.
 */
final class EmbeddedServer implements DatabaseServer {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedServer.class);
    private static final String DATABASE = "slipway";
    private static final String ROLE = "postgres";

    private final DatabaseAddress address;
    private final Postmaster postmaster;
    private final @Nullable EmbeddedPostgres started;

    private EmbeddedServer(DatabaseAddress address, Postmaster postmaster, @Nullable EmbeddedPostgres started) {
        this.address = address;
        this.postmaster = postmaster;
        this.started = started;
    }

    /** Starts the server on {@code folder/postgres}, or joins the one that runs there. */
    static EmbeddedServer open(Path folder) {
        try {
            create(folder);
            var data = folder.resolve("postgres");
            var password = ServerPassword.in(folder);
            var running = Postmaster.of(data);
            if (running.isPresent() && answers(address(running.get().port(), password, ROLE))) {
                LOG.info(
                        "Using the embedded PostgreSQL that already runs on {} (port {})",
                        data,
                        running.get().port());
                return ready(running.get(), password, null);
            }
            var port = port(folder);
            var fresh = !Files.exists(data.resolve("PG_VERSION"));
            var server = EmbeddedPostgres.builder()
                    .setDataDirectory(data)
                    .setOverrideWorkingDirectory(
                            folder.resolve("postgres-binaries").toFile())
                    .setCleanDataDirectory(false)
                    .setRegisterShutdownHook(false)
                    .setPGStartupWait(Duration.ofSeconds(60))
                    .setPort(port)
                    .setConnectConfig("password", password.value())
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("full_page_writes", "on")
                    .setServerConfig("max_connections", "200")
                    .setServerConfig("listen_addresses", "127.0.0.1")
                    .start();
            if (fresh) {
                password.demand(address(port, password, ROLE), data);
            }
            return ready(Postmaster.of(data).orElseThrow(), password, server);
        } catch (FileSystemException e) {
            throw new InvalidConfiguration(
                    "SLIPWAY_DATA_DIR",
                    "must be a folder that the portal may write, and " + folder + " is none",
                    "The system says: " + e.getMessage() + " (" + e.getClass().getSimpleName()
                            + "). Choose another folder, or set SLIPWAY_DATABASE_URL to a server of yours.");
        } catch (IOException | SQLException e) {
            throw new IllegalStateException(
                    "The embedded PostgreSQL on " + folder + " does not start: " + e.getMessage()
                            + ". Set SLIPWAY_DATA_DIR to another folder, or SLIPWAY_DATABASE_URL to a server of yours.",
                    e);
        }
    }

    private static EmbeddedServer ready(
            Postmaster postmaster, ServerPassword password, @Nullable EmbeddedPostgres started) throws SQLException {
        var admin = address(postmaster.port(), password, ROLE);
        try (var connection = admin.connect();
                var statement = connection.createStatement();
                var found = statement.executeQuery("select 1 from pg_database where datname = '" + DATABASE + "'")) {
            if (!found.next()) {
                statement.execute("create database " + DATABASE);
            }
        }
        return new EmbeddedServer(admin.withDatabase(DATABASE), postmaster, started);
    }

    private static DatabaseAddress address(int port, ServerPassword password, String database) {
        return new DatabaseAddress("127.0.0.1", port, database, ROLE, password.value(), Map.of());
    }

    private static boolean answers(DatabaseAddress address) {
        try (var connection = address.connect()) {
            return connection.isValid(5);
        } catch (SQLException e) {
            LOG.info("A PostgreSQL process holds the folder but does not answer: {}", e.getMessage());
            return false;
        }
    }

    /** For the user alone: the server's binaries below it are writable by whoever reaches them. */
    private static void create(Path folder) throws IOException {
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } else {
            Files.createDirectories(folder);
        }
    }

    /** That of last time if nobody has taken it: services deployed from here may know the server by it. */
    private static int port(Path folder) throws IOException {
        var file = folder.resolve("postgres.port");
        if (Files.exists(file)) {
            var before = freePort(Integer.parseInt(Files.readString(file).strip()));
            if (before.isPresent()) {
                return before.getAsInt();
            }
        }
        var port = freePort(0).orElseThrow(() -> new IOException("There is no free port"));
        Files.writeString(file, Integer.toString(port));
        return port;
    }

    private static OptionalInt freePort(int wanted) {
        try (var socket = new ServerSocket(wanted, 1, InetAddress.getLoopbackAddress())) {
            return OptionalInt.of(socket.getLocalPort());
        } catch (IOException e) {
            return OptionalInt.empty();
        }
    }

    @Override
    public DatabaseAddress address() {
        return address;
    }

    @Override
    public boolean embedded() {
        return true;
    }

    @Override
    public void close() {
        if (othersAreConnected()) {
            LOG.info("Another portal uses the embedded PostgreSQL; it goes on running");
            return;
        }
        try {
            if (started != null) {
                started.close();
            } else {
                postmaster.stop();
            }
        } catch (IOException e) {
            LOG.error("The embedded PostgreSQL did not stop; the next start will use it as it is", e);
        }
    }

    private boolean othersAreConnected() {
        var admin = address.withDatabase(ROLE);
        try (var connection = admin.connect();
                var statement = connection.createStatement();
                var count = statement.executeQuery("select count(*) from pg_stat_activity where datname = '" + DATABASE
                        + "' and application_name = 'slipway'")) {
            return count.next() && count.getInt(1) > 0;
        } catch (SQLException e) {
            LOG.warn("Cannot tell whether another portal uses the embedded PostgreSQL: {}", e.getMessage());
            return false;
        }
    }
}
