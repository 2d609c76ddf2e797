package dev.slipway.aws;

import java.net.URI;

/**
 * What is asked in place of AWS when there is a bean of this: a simulated cloud, with keys that are worth nothing elsewhere.
 *
 * @param endpoint of all its services
 */
public record AwsStandIn(URI endpoint, String accessKey, String secretKey) {}
