package dev.slipway.step;

import dev.slipway.job.spi.StepContext;
import dev.slipway.target.SecretUnavailable;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/** Where Flyway migrates and with what, secrets resolved: lives only as long as it is used. */
record FlywaySetup(AbortableDataSource source, List<String> locations, List<String> schemas, boolean repair) {

    private static final long LOCK =
            (0x46L << 40) + (0x6CL << 32) + (0x79L << 24) + (0x77L << 16) + (0x61L << 8) + 0x79L;
    private static final String LOCKS = """
        select 1 from pg_locks
        where locktype = 'advisory' and objsubid = 1 and granted
            and database = (select oid from pg_database where datname = current_database())
            and ((classid::bigint << 32) | objid::bigint) between ? and ? limit 1\
        """;

    static FlywaySetup of(StepContext context, MigrateSettings.Flyway settings, ReleaseFolder release)
            throws StepRefused, SecretUnavailable {
        var variables = Variables.of(context, context.placed());
        var source = source(settings.url().fill(context, variables));
        if (settings.user().isPresent()) {
            source.setUser(settings.user().get().fill(context, variables));
        }
        if (settings.password().isPresent()) {
            source.setPassword(settings.password().get().fill(context, variables));
        }
        var locations = settings.locations().stream()
                .map(location -> "filesystem:" + release.path().resolve(location))
                .toList();
        return new FlywaySetup(source, locations, settings.schemas(), settings.repair());
    }

    /**
     * Whether a migration holds Flyway's advisory lock: its magic number plus the hash of a table's name
     * (flyway-database-postgresql, PostgreSQLAdvisoryLockTemplate).
     */
    boolean locked() throws IOException {
        try (var connection = source.getConnection();
                var statement = connection.prepareStatement(LOCKS)) {
            statement.setLong(1, LOCK - (1L << 31));
            statement.setLong(2, LOCK + (1L << 31));
            try (var found = statement.executeQuery()) {
                return found.next();
            }
        } catch (SQLException e) {
            throw new IOException("Locks cannot be looked at: " + e.getMessage(), e);
        }
    }

    private static AbortableDataSource source(String url) throws StepRefused {
        try {
            return new AbortableDataSource(url);
        } catch (IllegalArgumentException e) {
            throw new StepRefused(
                    "The JDBC URL is not one of PostgreSQL", "It must look like jdbc:postgresql://host:5432/database.");
        }
    }

    FluentConfiguration configuration() {
        var configuration = Flyway.configure(FlywaySetup.class.getClassLoader())
                .dataSource(source)
                .locations(locations.toArray(String[]::new))
                .failOnMissingLocations(true)
                .validateMigrationNaming(true)
                // An older release meets a database that a newer one has migrated: that is a roll back, not an error.
                .ignoreMigrationPatterns("*:future");
        return schemas.isEmpty() ? configuration : configuration.schemas(schemas.toArray(String[]::new));
    }
}
