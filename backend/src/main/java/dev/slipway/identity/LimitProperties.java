package dev.slipway.identity;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How much one person, token or workload may ask of all portals together; section Limits of docs/configuration.md.
 *
 * @param requests a minute; 0 for any number
 * @param streams event streams at a time, of a person with all their tokens; 0 for any number
 */
@ConfigurationProperties("slipway.limits")
record LimitProperties(
        @DefaultValue("12000") int requests,
        @DefaultValue("100") int streams) {}
