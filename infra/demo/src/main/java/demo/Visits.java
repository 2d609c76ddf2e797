package demo;

import java.sql.SQLException;

/** Counts visits. */
public interface Visits {

    /** Adds one and returns how many there are now. */
    long add(String page) throws SQLException;

    long count() throws SQLException;

    /** What hinders counting, or an empty text. */
    String trouble();
}
