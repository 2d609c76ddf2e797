package dev.slipway.notification.alert;

import dev.slipway.health.Observations;
import dev.slipway.notification.NotificationProperties;
import dev.slipway.notification.Severity;
import dev.slipway.target.Health;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The rules on what is observed. */
@Configuration(proxyBeanMethods = false)
class HealthRules {

    @Bean
    HealthTrouble unknownPlacements(Observations observations, NotificationProperties properties) {
        return new HealthTrouble(observations, "unknown", Health.UNKNOWN, Severity.WARNING, properties.alertAfter());
    }

    @Bean
    HealthTrouble unhealthyPlacements(Observations observations, NotificationProperties properties) {
        return new HealthTrouble(
                observations, "unhealthy", Health.UNHEALTHY, Severity.CRITICAL, properties.alertAfter());
    }
}
