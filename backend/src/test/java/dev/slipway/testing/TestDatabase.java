package dev.slipway.testing;

import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionFactory;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.r2dbc.connection.R2dbcTransactionManager;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;

/** One database of the test server, with the ways to reach it that modules use. */
public record TestDatabase(String host, int port, String name, String user, String password) {

    public String jdbcUrl() {
        return "jdbc:postgresql://" + host + ":" + port + "/" + name;
    }

    public DataSource dataSource() {
        var source = new PGSimpleDataSource();
        source.setUrl(jdbcUrl());
        source.setUser(user);
        source.setPassword(password);
        return source;
    }

    /** A pool of at most {@code size} connections; the caller disposes of it. */
    public ConnectionPool pool(int size) {
        return new ConnectionPool(ConnectionPoolConfiguration.builder(connectionFactory())
                .initialSize(1)
                .maxSize(size)
                // As in application.yaml: connections that died in the pool are skipped.
                .acquireRetry(size)
                .build());
    }

    /** Opens a connection each time. */
    public PostgresqlConnectionFactory connectionFactory() {
        return new PostgresqlConnectionFactory(PostgresqlConnectionConfiguration.builder()
                .host(host)
                .port(port)
                .database(name)
                .username(user)
                .password(password)
                .build());
    }

    public DatabaseClient client(ConnectionPool pool) {
        return DatabaseClient.create(pool);
    }

    public TransactionalOperator transactions(ConnectionPool pool) {
        return TransactionalOperator.create(new R2dbcTransactionManager(pool));
    }
}
