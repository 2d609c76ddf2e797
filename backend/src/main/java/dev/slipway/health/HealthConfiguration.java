package dev.slipway.health;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;

/** Binds the module's settings. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({HealthSettings.class, HistorySettings.class, MeasureSettings.class})
class HealthConfiguration {}
