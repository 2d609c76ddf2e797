package dev.slipway.demo;

import dev.slipway.database.DatabaseAddress;
import dev.slipway.database.DatabaseServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * A database for each environment of the demo, on the server of the portal, with a role that may do nothing else there.
 * Their addresses are secrets: files that only the portal's user can read.
 */
@Component
class DemoDatabases {

    static final List<String> ENVIRONMENTS = List.of("dev", "staging", "prod");

    private final DatabaseServer server;
    private final Path folder;

    DemoDatabases(DatabaseServer server, DemoSettings settings) {
        this.server = server;
        this.folder = settings.folder();
    }

    /** The file with the JDBC address of an environment's database, whether it exists or not. */
    Path address(String environment) {
        return folder.resolve(environment + ".database");
    }

    /** Makes what is missing. */
    void create() throws SQLException, IOException {
        var portal = server.address();
        try (var connection = portal.connect()) {
            var password = password();
            role(connection, password);
            for (var environment : ENVIRONMENTS) {
                database(connection, name(environment));
                write(address(environment), address(portal.withDatabase(name(environment)), password));
            }
        }
    }

    /** Writes the addresses anew, for the server may listen on another port than before. */
    void refresh() throws IOException {
        if (Files.exists(passwordFile())) {
            for (var environment : ENVIRONMENTS) {
                write(address(environment), address(server.address().withDatabase(name(environment)), password()));
            }
        }
    }

    /** What a person must do who has a server on which the portal may not create databases. */
    String remedy() {
        return "Create the databases "
                + String.join(", ", ENVIRONMENTS.stream().map(this::name).toList())
                + " yourself and write the JDBC address of each, with user and password, into "
                + folder + "/<environment>.database. Until then the demo's migrations fail.";
    }

    private void role(Connection connection, String password) throws SQLException {
        var verb = exists(connection, "select 1 from pg_roles where rolname = ?", prefix()) ? "alter" : "create";
        execute(connection, verb + " role " + quoted(prefix()) + " login password '" + password + "'");
        if (!server.embedded()) {
            execute(connection, "grant " + quoted(prefix()) + " to current_user");
        }
    }

    private void database(Connection connection, String name) throws SQLException {
        if (!exists(connection, "select 1 from pg_database where datname = ?", name)) {
            execute(connection, "create database " + quoted(name) + " owner " + quoted(prefix()));
        }
    }

    private static boolean exists(Connection connection, String sql, String name) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            statement.setString(1, name);
            try (var rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    private String name(String environment) {
        return prefix() + "_" + environment;
    }

    /** Several portals may have their databases on one given server. */
    private String prefix() {
        return server.embedded() ? "demo" : server.address().database() + "_demo";
    }

    private String address(DatabaseAddress address, String password) {
        return "jdbc:postgresql://" + address.host() + ":" + address.port() + "/" + address.database() + "?user="
                + prefix() + "&password=" + password;
    }

    private Path passwordFile() {
        return folder.resolve("database.password");
    }

    private String password() throws IOException {
        if (!Files.exists(passwordFile())) {
            var bytes = new byte[24];
            new SecureRandom().nextBytes(bytes);
            write(passwordFile(), HexFormat.of().formatHex(bytes));
        }
        return Files.readString(passwordFile()).strip();
    }

    /** In one move, so that a reader never sees half of it. */
    private void write(Path file, String text) throws IOException {
        Files.createDirectories(folder);
        var fresh = Files.createTempFile(
                folder,
                "new",
                null,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(fresh, text + "\n", StandardCharsets.UTF_8);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
