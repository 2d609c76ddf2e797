package dev.slipway.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.database.DatabaseAddress;
import dev.slipway.database.DatabaseServer;
import dev.slipway.testing.Postgres;
import dev.slipway.testing.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoDatabasesTest {

    private final TestDatabase portal = Postgres.empty();

    @TempDir
    private Path folder;

    @Test
    void everyEnvironmentShouldGetADatabaseOfItsOwn() throws Exception {
        var databases = databases(portal.user(), portal.password());

        databases.create();
        databases.create();

        for (var environment : DemoDatabases.ENVIRONMENTS) {
            var url = Files.readString(databases.address(environment)).strip();
            try (var connection = DriverManager.getConnection(url);
                    var statement = connection.createStatement()) {
                statement.execute("create table mine (n int)");
                assertThat(connection.getCatalog()).isEqualTo(portal.name() + "_demo_" + environment);
            }
        }
    }

    @Test
    void addressesShouldBeForThePortalsUserAlone() throws Exception {
        var databases = databases(portal.user(), portal.password());

        databases.create();

        assertThat(Files.getPosixFilePermissions(databases.address("dev")))
                .extracting(Enum::name)
                .containsExactlyInAnyOrder("OWNER_READ", "OWNER_WRITE");
    }

    @Test
    void roleThatMayNotCreateThemShouldBeToldWhatToDo() throws Exception {
        try (var connection = DriverManager.getConnection(portal.jdbcUrl(), portal.user(), portal.password());
                var statement = connection.createStatement()) {
            statement.execute("create role poor_" + portal.name() + " login password 'x'");
        }
        var databases = databases("poor_" + portal.name(), "x");

        assertThatThrownBy(databases::create)
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("permission denied");
        assertThat(databases.remedy())
                .contains(portal.name() + "_demo_staging", folder + "/demo/<environment>.database");
    }

    @Test
    void addressesShouldFollowTheServerToAnotherPort() throws Exception {
        databases(portal.user(), portal.password()).create();
        var moved = new DatabaseAddress("127.0.0.1", 4_711, portal.name(), "any", "any", Map.of());

        var databases = new DemoDatabases(new DatabaseServer.Given(moved), new DemoSettings(true, 18_100, folder));
        databases.refresh();

        assertThat(Files.readString(databases.address("prod"))).contains("127.0.0.1:4711/");
    }

    private DemoDatabases databases(String user, String password) {
        var address = new DatabaseAddress(portal.host(), portal.port(), portal.name(), user, password, Map.of());
        return new DemoDatabases(new DatabaseServer.Given(address), new DemoSettings(true, 18_100, folder));
    }
}
