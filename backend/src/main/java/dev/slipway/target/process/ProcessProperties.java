package dev.slipway.target.process;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the processes of this machine are looked after ({@code SLIPWAY_PROCESS_*}).
 *
 * @param round time between two rounds of the supervisor
 */
@ConfigurationProperties("slipway.process")
record ProcessProperties(@DefaultValue("1s") Duration round) {}
