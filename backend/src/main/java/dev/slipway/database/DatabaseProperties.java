package dev.slipway.database;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Which PostgreSQL server to use ({@code SLIPWAY_DATABASE_*}).
 *
 * @param url {@code jdbc:postgresql://host:port/name}, or empty for the embedded server
 * @param user role to connect as
 * @param password of the role
 * @param owner role that owns the schema and migrates it, if it is another one
 * @param ownerPassword of that role
 */
@ConfigurationProperties("slipway.database")
record DatabaseProperties(
        @Nullable String url,
        @Nullable String user,
        @Nullable String password,
        @Nullable String owner,
        @Nullable String ownerPassword) {

    boolean embedded() {
        return url == null || url.isBlank();
    }

    /** Whether the schema belongs to a role of its own, which the application does not know. */
    boolean separateOwner() {
        return owner != null && !owner.isBlank();
    }
}
