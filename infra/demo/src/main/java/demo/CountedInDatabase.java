package demo;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** Visits of all instances and restarts, in the table {@code visit} that release 1.1.0 migrates in. */
public final class CountedInDatabase implements Visits {

    private static final String UNDEFINED_TABLE = "42P01";

    private final String url;

    public CountedInDatabase(String url) {
        this.url = url;
    }

    @Override
    public long add(String page) throws SQLException {
        try (var connection = connect();
                var insert = connection.prepareStatement("insert into visit (page) values (?)")) {
            insert.setString(1, page);
            insert.executeUpdate();
        }
        return count();
    }

    @Override
    public long count() throws SQLException {
        try (var connection = connect();
                var select = connection.prepareStatement("select count(*) from visit");
                var row = select.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    @Override
    public String trouble() {
        try {
            count();
            return "";
        } catch (SQLException e) {
            return UNDEFINED_TABLE.equals(e.getSQLState())
                    ? "the table visit is missing: run this release's migrations"
                    : "the database cannot be asked: " + e.getMessage();
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(url);
    }
}
