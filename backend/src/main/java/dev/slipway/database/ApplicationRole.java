package dev.slipway.database;

import java.util.Locale;

/**
 * The role whose rights the application's connections have. It reads and changes everything but the audit log, to which
 * it may only add.
 *
 * @param name of the role
 */
record ApplicationRole(String name, Way way) {

    /** How connections come by the role. */
    enum Way {
        /** They sign in as it; another role owns the schema. */
        SIGN_IN,
        /** They sign in as the owner and give its rights up as they connect. */
        SET_ROLE,
        /** There is only the owner, who has taken rights from itself. */
        OWNER
    }

    /** Roles belong to the server, not to a database: several portals may have their databases on one. */
    static String nameFor(String database) {
        var name = database.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_]", "_");
        return (name.length() > 59 ? name.substring(0, 59) : name) + "_app";
    }

    boolean isSet() {
        return way == Way.SET_ROLE;
    }

    /** For use in SQL. */
    String quoted() {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
