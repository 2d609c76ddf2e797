package dev.slipway.database;

import com.zaxxer.hikari.HikariDataSource;
import io.r2dbc.postgresql.PostgresqlConnectionFactoryProvider;
import io.r2dbc.spi.ConnectionFactoryOptions;
import io.r2dbc.spi.Option;
import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Hands the one address to everything that connects: R2DBC for the application, JDBC for schema and scheduling. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DatabaseProperties.class)
class DatabaseConfiguration {

    @Bean(destroyMethod = "close")
    DatabaseServer databaseServer(DatabaseProperties properties, @Value("${slipway.data-dir}") Path dataFolder) {
        return properties.embedded()
                ? EmbeddedServer.open(dataFolder)
                : new DatabaseServer.Given(DatabaseAddress.of(properties));
    }

    /** Small: Flyway at the start and the scheduler of durable work use it; everything else goes through R2DBC. */
    @Bean(destroyMethod = "close")
    HikariDataSource dataSource(DatabaseServer server) {
        var address = server.address();
        var pool = new HikariDataSource();
        pool.setPoolName("slipway-jdbc");
        pool.setJdbcUrl(address.jdbcUrl());
        pool.setUsername(address.user());
        pool.setPassword(address.password());
        pool.setMaximumPoolSize(6);
        pool.setMinimumIdle(2);
        return pool;
    }

    @Bean
    R2dbcConnectionDetails r2dbcConnectionDetails(DatabaseServer server) {
        var options = options(server.address());
        return () -> options;
    }

    static ConnectionFactoryOptions options(DatabaseAddress address) {
        var options = ConnectionFactoryOptions.builder()
                .option(ConnectionFactoryOptions.DRIVER, "postgresql")
                .option(ConnectionFactoryOptions.HOST, address.host())
                .option(ConnectionFactoryOptions.PORT, address.port())
                .option(ConnectionFactoryOptions.DATABASE, address.database())
                .option(ConnectionFactoryOptions.USER, address.user())
                .option(ConnectionFactoryOptions.PASSWORD, address.password())
                .option(PostgresqlConnectionFactoryProvider.APPLICATION_NAME, "slipway");
        address.parameters().forEach((name, value) -> {
            if (!name.equals("ApplicationName")) {
                options.option(Option.valueOf(name), value);
            }
        });
        return options.build();
    }
}
