package dev.slipway.database;

import dev.slipway.configuration.InvalidConfiguration;
import java.sql.SQLException;

/** Connects once to an address that a person has set, before anything depends on it: a wrong one is told as what it is. */
final class FirstConnection {

    private static final String URL = "SLIPWAY_DATABASE_URL";

    private FirstConnection() {}

    /** The variables that say who connects. */
    enum Variables {
        APPLICATION("SLIPWAY_DATABASE_USER", "SLIPWAY_DATABASE_PASSWORD"),
        OWNER("SLIPWAY_DATABASE_OWNER", "SLIPWAY_DATABASE_OWNER_PASSWORD");

        private final String user;
        private final String password;

        Variables(String user, String password) {
            this.user = user;
            this.password = password;
        }
    }

    /**
     * Waits for at most the driver's own ten seconds.
     *
     * @throws InvalidConfiguration if nobody answers, or refuses
     */
    static void make(DatabaseAddress address, Variables variables) {
        try {
            address.connect().close();
        } catch (SQLException e) {
            throw explained(address, variables, e);
        }
    }

    /** By the codes of appendix A of PostgreSQL's documentation. */
    private static InvalidConfiguration explained(DatabaseAddress address, Variables variables, SQLException e) {
        var server = address.host() + ":" + address.port();
        var said = String.valueOf(e.getMessage()).replaceFirst("\\.$", "") + ". ";
        return switch (String.valueOf(e.getSQLState())) {
            case "28P01" ->
                new InvalidConfiguration(
                        variables.password,
                        "must be the password of " + address.user() + " on " + server,
                        "The server says: " + said + "Correct it, or " + variables.user + ".");
            case "28000" ->
                new InvalidConfiguration(
                        variables.user,
                        "must be a role that " + server + " lets in",
                        "The server says: " + said + "Create the role, or allow it in pg_hba.conf.");
            case "3D000" ->
                new InvalidConfiguration(
                        URL,
                        "must name a database that " + server + " has",
                        "Create it: create database \"" + address.database() + "\" owner \"" + address.user() + "\";");
            default ->
                new InvalidConfiguration(
                        URL,
                        "must lead to a PostgreSQL server that answers",
                        "Tried " + server + ": " + said + "Start the server, or correct the address.");
        };
    }
}
