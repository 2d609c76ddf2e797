package dev.slipway.database;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Which PostgreSQL server to use ({@code SLIPWAY_DATABASE_*}).
 *
 * @param url {@code jdbc:postgresql://host:port/name}, or empty for the embedded server
 * @param user role to connect as
 * @param password of the role
 */
@ConfigurationProperties("slipway.database")
record DatabaseProperties(
        @Nullable String url,
        @Nullable String user,
        @Nullable String password) {

    boolean embedded() {
        return url == null || url.isBlank();
    }
}
