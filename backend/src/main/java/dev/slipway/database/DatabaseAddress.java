package dev.slipway.database;

import dev.slipway.configuration.InvalidConfiguration;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where a database is and how to sign in to it.
 *
 * @param parameters what stood behind the question mark, such as {@code sslmode}
 */
public record DatabaseAddress(
        String host, int port, String database, String user, String password, Map<String, String> parameters) {

    private static final String FORM = "jdbc:postgresql://host:port/database";

    static DatabaseAddress of(DatabaseProperties properties) {
        var url = properties.url() == null ? "" : properties.url();
        URI uri;
        try {
            uri = new URI(url.startsWith("jdbc:") ? url.substring("jdbc:".length()) : url);
        } catch (URISyntaxException e) {
            throw new InvalidConfiguration("SLIPWAY_DATABASE_URL", "must look like " + FORM, "It is: " + url);
        }
        if (!"postgresql".equals(uri.getScheme()) && !"postgres".equals(uri.getScheme())) {
            throw new InvalidConfiguration("SLIPWAY_DATABASE_URL", "must look like " + FORM, "It is: " + url);
        }
        if (uri.getHost() == null || uri.getPath() == null || uri.getPath().length() < 2) {
            throw new InvalidConfiguration(
                    "SLIPWAY_DATABASE_URL", "must name a host and a database, like " + FORM, "It is: " + url);
        }
        var inUrl =
                uri.getUserInfo() == null ? new String[0] : uri.getUserInfo().split(":", 2);
        var user = firstOf(properties.user(), inUrl.length > 0 ? inUrl[0] : null);
        if (user.isEmpty()) {
            throw new InvalidConfiguration(
                    "SLIPWAY_DATABASE_USER",
                    "must be set when SLIPWAY_DATABASE_URL is",
                    "Name the role to connect as.");
        }
        return new DatabaseAddress(
                uri.getHost(),
                uri.getPort() < 0 ? 5432 : uri.getPort(),
                uri.getPath().substring(1),
                user,
                firstOf(properties.password(), inUrl.length > 1 ? inUrl[1] : null),
                parameters(uri.getRawQuery()));
    }

    public String jdbcUrl() {
        var query = new LinkedHashMap<>(parameters);
        query.putIfAbsent("ApplicationName", "slipway");
        return "jdbc:postgresql://" + host + ":" + port + "/" + database + "?"
                + query.entrySet().stream()
                        .map(e -> e.getKey() + "=" + e.getValue())
                        .collect(Collectors.joining("&"));
    }

    /** A connection of its own, outside any pool; waits for at most the driver's ten seconds. */
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(jdbcUrl(), user, password);
    }

    /** The same server, another database. */
    public DatabaseAddress withDatabase(String other) {
        return new DatabaseAddress(host, port, other, user, password, parameters);
    }

    /** The same database, as somebody else. */
    DatabaseAddress as(String otherUser, String otherPassword) {
        return new DatabaseAddress(host, port, database, otherUser, otherPassword, parameters);
    }

    private static Map<String, String> parameters(@Nullable String query) {
        var parameters = new LinkedHashMap<String, String>();
        if (query != null) {
            for (var pair : query.split("&")) {
                var equals = pair.indexOf('=');
                if (equals > 0) {
                    parameters.put(
                            pair.substring(0, equals),
                            URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
                }
            }
        }
        return Map.copyOf(parameters);
    }

    private static String firstOf(@Nullable String first, @Nullable String second) {
        return first != null && !first.isBlank() ? first : second == null ? "" : second;
    }

    @Override
    public String toString() {
        return user + "@" + host + ":" + port + "/" + database;
    }
}
