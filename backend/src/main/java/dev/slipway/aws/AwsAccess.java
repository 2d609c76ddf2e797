package dev.slipway.aws;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * As whom and where AWS is asked. Credentials are never part of it: they come from the default provider chain, and from
 * STS where there is a role.
 *
 * @param region such as {@code eu-central-1}
 * @param role ARN of a role to assume; null: as whom the portal runs
 * @param externalId what the role's trust policy asks for (confused deputy); null: none
 * @param endpoint where all services are asked instead of their own addresses: a simulator or a private endpoint
 */
public record AwsAccess(
        String region,
        @Nullable String role,
        @Nullable String externalId,
        @Nullable URI endpoint) {

    /** As whom the portal runs, at the services' own addresses. */
    public static AwsAccess of(String region) {
        return new AwsAccess(region, null, null, null);
    }
}
