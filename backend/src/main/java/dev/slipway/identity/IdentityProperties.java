package dev.slipway.identity;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of sign-in; section Sign-in of docs/configuration.md.
 *
 * @param publicUrl address people reach the portal at, for links that it prints
 * @param metricsPublic whether {@code /metrics} is served to everybody; otherwise it takes a token that may VIEW
 * @param adminPasswordFile a file with the password of the first administrator, who is then called {@code admin};
 *     read only while there is no account
 * @param localAccounts whether people may sign in with a password kept here
 * @param firstAdministratorLink whether the portal prints a one-time link while nobody has an account
 * @param sessionIdle a session without a request for so long is over
 * @param sessionLongest a session is over after so long in any case
 * @param providerCheck how often a provider is asked whether it still vouches for a session that is used
 */
@ConfigurationProperties("slipway.identity")
public record IdentityProperties(
        @Nullable String publicUrl,
        @DefaultValue("true") boolean metricsPublic,
        @Nullable Path adminPasswordFile,
        @DefaultValue("true") boolean localAccounts,
        @DefaultValue("true") boolean firstAdministratorLink,
        @DefaultValue("12h") Duration sessionIdle,
        @DefaultValue("7d") Duration sessionLongest,
        @DefaultValue("5m") Duration providerCheck) {}
