package dev.slipway.database;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.configuration.InvalidConfiguration;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database that cannot be used is told by the variable that is wrong, and by what to do. */
class FirstConnectionTest {

    @TempDir
    static Path folder;

    private static EmbeddedServer server;

    @BeforeAll
    static void open() {
        server = EmbeddedServer.open(folder);
    }

    @AfterAll
    static void close() {
        server.close();
    }

    @Test
    void addressThatIsRightShouldBeConnectedTo() {
        assertThatCode(() -> FirstConnection.make(server.address(), FirstConnection.Variables.APPLICATION))
                .doesNotThrowAnyException();
    }

    @Test
    void wrongPasswordShouldNameItsVariable() {
        var address = server.address().as(server.address().user(), "guess");

        assertThatThrownBy(() -> FirstConnection.make(address, FirstConnection.Variables.APPLICATION))
                .isInstanceOf(InvalidConfiguration.class)
                .hasMessageStartingWith("SLIPWAY_DATABASE_PASSWORD must be the password of postgres on 127.0.0.1:")
                .hasMessageContaining("password authentication failed")
                .hasMessageNotContaining("guess");
        assertThatThrownBy(() -> FirstConnection.make(address, FirstConnection.Variables.OWNER))
                .hasMessageStartingWith("SLIPWAY_DATABASE_OWNER_PASSWORD");
    }

    @Test
    void missingDatabaseShouldTellHowToMakeIt() {
        var address = server.address().withDatabase("nowhere");

        assertThatThrownBy(() -> FirstConnection.make(address, FirstConnection.Variables.APPLICATION))
                .isInstanceOf(InvalidConfiguration.class)
                .hasMessageStartingWith("SLIPWAY_DATABASE_URL must name a database that 127.0.0.1:")
                .hasMessageContaining("create database \"nowhere\" owner \"postgres\";");
    }

    @Test
    void silenceShouldTellWhoWasAsked() throws IOException {
        int port;
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = taken.getLocalPort();
        }
        var address = new DatabaseAddress("127.0.0.1", port, "slipway", "slipway", "", Map.of());

        assertThatThrownBy(() -> FirstConnection.make(address, FirstConnection.Variables.APPLICATION))
                .isInstanceOf(InvalidConfiguration.class)
                .hasMessageStartingWith("SLIPWAY_DATABASE_URL must lead to a PostgreSQL server that answers")
                .hasMessageContaining("127.0.0.1:" + port);
    }
}
