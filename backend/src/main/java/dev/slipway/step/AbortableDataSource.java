package dev.slipway.step;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.ds.PGSimpleDataSource;

/** Opens connections to PostgreSQL that can be ended from outside; what a transaction had not committed is undone. */
class AbortableDataSource extends PGSimpleDataSource {

    private static final long serialVersionUID = 1L;

    private final transient List<Connection> open = new ArrayList<>();
    private boolean aborted;

    AbortableDataSource(String url) {
        setUrl(url);
        setApplicationName("slipway-migrate");
        setConnectTimeout(10);
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        var connection = super.getConnection(user, password);
        synchronized (open) {
            if (!aborted) {
                open.add(connection);
                return connection;
            }
        }
        connection.close();
        throw new SQLException("The migration was stopped");
    }

    /** Ends what runs on the server too: closing a connection alone leaves a long statement going. */
    void abort() throws SQLException {
        synchronized (open) {
            aborted = true;
            for (var connection : open) {
                if (!connection.isClosed()) {
                    connection.unwrap(PGConnection.class).cancelQuery();
                    connection.abort(Runnable::run);
                }
            }
            open.clear();
        }
    }
}
