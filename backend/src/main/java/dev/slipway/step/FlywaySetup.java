package dev.slipway.step;

import dev.slipway.job.spi.StepContext;
import dev.slipway.target.SecretUnavailable;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/** Where Flyway migrates and with what, secrets resolved: lives only as long as it is used. */
record FlywaySetup(AbortableDataSource source, List<String> locations, List<String> schemas, boolean repair) {

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
