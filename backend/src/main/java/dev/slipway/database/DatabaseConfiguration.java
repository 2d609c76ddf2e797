package dev.slipway.database;

import com.zaxxer.hikari.HikariDataSource;
import io.r2dbc.postgresql.PostgresqlConnectionFactoryProvider;
import io.r2dbc.spi.ConnectionFactoryOptions;
import io.r2dbc.spi.Option;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.flyway.autoconfigure.FlywayDataSource;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.ReactiveTransactionManager;
import org.springframework.transaction.reactive.TransactionalOperator;

/** Hands the one address to everything that connects: R2DBC for the application, JDBC for schema and scheduling. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DatabaseProperties.class)
class DatabaseConfiguration {

    @Bean(destroyMethod = "close")
    DatabaseServer databaseServer(DatabaseProperties properties, @Value("${slipway.data-dir}") Path dataFolder) {
        return properties.embedded()
                ? EmbeddedServer.open(dataFolder)
                : DatabaseServer.Given.reached(DatabaseAddress.of(properties));
    }

    @Bean
    ApplicationRights applicationRights(DatabaseServer server, DatabaseProperties properties) {
        return ApplicationRights.prepare(server, properties);
    }

    /** For migrations alone. */
    @Bean(defaultCandidate = false)
    @FlywayDataSource
    DataSource ownersDataSource(ApplicationRights rights) {
        var owner = rights.owner();
        var source = new PGSimpleDataSource();
        source.setUrl(owner.jdbcUrl());
        source.setUser(owner.user());
        source.setPassword(owner.password());
        return source;
    }

    @Bean
    FlywayMigrationStrategy migrateAndGrant(ApplicationRights rights) {
        return flyway -> {
            flyway.migrate();
            rights.grant();
        };
    }

    /** Small: the scheduler of durable work uses it; everything else goes through R2DBC. */
    @Bean(destroyMethod = "close")
    HikariDataSource dataSource(DatabaseServer server, ApplicationRights rights) {
        var address = server.address();
        var pool = new HikariDataSource();
        pool.setPoolName("slipway-jdbc");
        pool.setJdbcUrl(address.jdbcUrl());
        pool.setUsername(address.user());
        pool.setPassword(address.password());
        pool.setMaximumPoolSize(6);
        pool.setMinimumIdle(2);
        if (rights.role().isSet()) {
            var given = address.parameters().getOrDefault("options", "");
            pool.addDataSourceProperty(
                    "options", given + " -c role=" + rights.role().name());
        }
        return pool;
    }

    @Bean
    TransactionalOperator transactionalOperator(ReactiveTransactionManager manager) {
        return new InsistentTransactions(TransactionalOperator.create(manager));
    }

    @Bean
    R2dbcConnectionDetails r2dbcConnectionDetails(DatabaseServer server, ApplicationRights rights) {
        var options = options(server.address(), rights.role());
        return () -> options;
    }

    /** The role is set as the connection starts, so that RESET ROLE does not lead back to the owner. */
    static ConnectionFactoryOptions options(DatabaseAddress address, ApplicationRole role) {
        var options = ConnectionFactoryOptions.builder()
                .option(ConnectionFactoryOptions.DRIVER, "postgresql")
                .option(ConnectionFactoryOptions.HOST, address.host())
                .option(ConnectionFactoryOptions.PORT, address.port())
                .option(ConnectionFactoryOptions.DATABASE, address.database())
                .option(ConnectionFactoryOptions.USER, address.user())
                .option(ConnectionFactoryOptions.PASSWORD, address.password())
                // Many may be replaced one after the other once the database answers again.
                .option(ConnectionFactoryOptions.CONNECT_TIMEOUT, Duration.ofSeconds(3))
                .option(PostgresqlConnectionFactoryProvider.APPLICATION_NAME, "slipway");
        address.parameters().forEach((name, value) -> {
            if (!name.equals("ApplicationName")) {
                options.option(Option.valueOf(name), value);
            }
        });
        if (role.isSet()) {
            options.option(PostgresqlConnectionFactoryProvider.OPTIONS, Map.of("role", role.name()));
        }
        return options.build();
    }
}
