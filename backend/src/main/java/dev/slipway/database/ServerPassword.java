package dev.slipway.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.HexFormat;

/** The embedded server's password: made once, readable by the user alone, so that no other local user gets in. */
record ServerPassword(String value) {

    static ServerPassword in(Path folder) throws IOException {
        var file = folder.resolve("postgres.password");
        if (!Files.exists(file)) {
            var bytes = new byte[24];
            new SecureRandom().nextBytes(bytes);
            var created = Files.getFileStore(folder).supportsFileAttributeView("posix")
                    ? Files.createFile(
                            file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))
                    : Files.createFile(file);
            Files.writeString(created, HexFormat.of().formatHex(bytes), StandardOpenOption.WRITE);
        }
        return new ServerPassword(Files.readString(file).strip());
    }

    /** initdb lets everybody on this machine in; from now on the password is asked for. */
    void demand(DatabaseAddress admin, Path dataFolder) throws SQLException, IOException {
        try (var connection = admin.connect();
                var statement = connection.createStatement()) {
            statement.execute("alter role " + admin.user() + " password '" + value + "'");
            Files.writeString(dataFolder.resolve("pg_hba.conf"), """
                # Written by Slipway: local connections only, with the password of postgres.password.
                local all all scram-sha-256
                host  all all 127.0.0.1/32 scram-sha-256
                host  all all ::1/128 scram-sha-256
                """);
            statement.execute("select pg_reload_conf()");
        }
    }

    @Override
    public String toString() {
        return "***";
    }
}
