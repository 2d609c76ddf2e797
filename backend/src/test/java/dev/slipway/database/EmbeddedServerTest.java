package dev.slipway.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.configuration.InvalidConfiguration;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedServerTest {

    @TempDir
    Path folder;

    @Test
    void shouldKeepItsDataAndItsPortOverARestart() throws Exception {
        int port;
        try (var server = EmbeddedServer.open(folder)) {
            execute(server.address(), "create table kept (n int)");
            execute(server.address(), "insert into kept values (42)");
            port = server.address().port();
        }
        assertThat(Postmaster.of(folder.resolve("postgres"))).isEmpty();

        try (var server = EmbeddedServer.open(folder)) {
            assertThat(number(server.address(), "select n from kept")).isEqualTo(42);
            assertThat(server.address().port()).isEqualTo(port);
        }
    }

    @Test
    void shouldKeepANewFolderForItsUserAlone() throws Exception {
        var fresh = folder.resolve("fresh");
        try (var server = EmbeddedServer.open(fresh)) {
            assertThat(server.embedded()).isTrue();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(fresh)))
                    .isEqualTo("rwx------");
        }
    }

    @Test
    void shouldNameTheVariableOfAFolderItCannotMake() throws Exception {
        var file = Files.createFile(folder.resolve("file"));

        assertThatThrownBy(() -> EmbeddedServer.open(file.resolve("data")))
                .isInstanceOf(InvalidConfiguration.class)
                .hasMessageStartingWith("SLIPWAY_DATA_DIR must be a folder that the portal may write")
                .hasMessageContaining("SLIPWAY_DATABASE_URL");
    }

    @Test
    void shouldUseAServerThatOutlivedItsPortal() throws Exception {
        var orphan = EmbeddedServer.open(folder);
        var postmaster = Postmaster.of(folder.resolve("postgres")).orElseThrow();

        try (var server = EmbeddedServer.open(folder)) {
            assertThat(server.address()).isEqualTo(orphan.address());
            assertThat(Postmaster.of(folder.resolve("postgres"))).contains(postmaster);
        }
        assertThat(ProcessHandle.of(postmaster.pid()).filter(ProcessHandle::isAlive))
                .isEmpty();
    }

    @Test
    void shouldGoOnWhileAnotherPortalIsConnected() throws Exception {
        var first = EmbeddedServer.open(folder);
        try (var second = EmbeddedServer.open(folder);
                var connection = DriverManager.getConnection(
                        second.address().jdbcUrl(),
                        second.address().user(),
                        second.address().password())) {
            first.close();
            assertThat(connection.isValid(5)).isTrue();
            connection.close();
        }
        assertThat(Postmaster.of(folder.resolve("postgres"))).isEmpty();
    }

    @Test
    void shouldAskForThePassword() throws Exception {
        try (var server = EmbeddedServer.open(folder)) {
            var address = server.address();
            assertThatThrownBy(() -> DriverManager.getConnection(address.jdbcUrl(), address.user(), "guess"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("password authentication failed");
            assertThat(Files.getPosixFilePermissions(folder.resolve("postgres.password")))
                    .hasToString("[OWNER_READ, OWNER_WRITE]")
                    .hasSize(2);
        }
    }

    private static void execute(DatabaseAddress address, String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static int number(DatabaseAddress address, String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password());
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
