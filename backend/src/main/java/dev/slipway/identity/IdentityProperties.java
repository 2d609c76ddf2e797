package dev.slipway.identity;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of sign-in ({@code SLIPWAY_PUBLIC_URL}, {@code SLIPWAY_METRICS_PUBLIC}, {@code SLIPWAY_ADMIN_PASSWORD_FILE}).
 *
 * @param publicUrl address people reach the portal at, for links that it prints
 * @param metricsPublic whether {@code /metrics} is served to everybody; otherwise it takes a token that may VIEW
 * @param adminPasswordFile a file with the password of the first administrator, who is then called {@code admin};
 *     read only while there is no account
 */
@ConfigurationProperties("slipway.identity")
record IdentityProperties(
        @Nullable String publicUrl,
        @DefaultValue("true") boolean metricsPublic,
        @Nullable Path adminPasswordFile) {}
