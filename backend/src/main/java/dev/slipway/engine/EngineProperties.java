package dev.slipway.engine;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How this portal takes work ({@code SLIPWAY_WORK_*}).
 *
 * @param concurrency executions at a time
 * @param heartbeat how often a running execution says that it is alive; four missed ones and another portal takes over
 * @param poll how often the database is asked for due work; wake-ups make this the guarantee, not the pace
 * @param shutdown how long a stopping portal waits for executions to hand over
 */
@ConfigurationProperties("slipway.work")
record EngineProperties(
        @DefaultValue("32") int concurrency,
        @DefaultValue("2s") Duration heartbeat,
        @DefaultValue("500ms") Duration poll,
        @DefaultValue("8s") Duration shutdown) {}
