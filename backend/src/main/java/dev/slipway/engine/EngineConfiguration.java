package dev.slipway.engine;

import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;

/** Wires the queue, the worker and the signals between replicas. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(EngineProperties.class)
class EngineConfiguration {

    @Bean
    PostgresSignals signals(R2dbcConnectionDetails database, DatabaseClient client) {
        return new PostgresSignals(
                io.r2dbc.spi.ConnectionFactories.get(database.getConnectionFactoryOptions()), client);
    }

    @Bean
    FreeHands freeHands() {
        return new FreeHands();
    }

    @Bean
    WorkQueue workQueue(DatabaseClient client, Signals signals, FreeHands hands) {
        return new ScheduledWorkQueue(client, signals, hands);
    }

    @Bean
    Worker.Wakening wakening(Signals signals, FreeHands hands) {
        return new Worker.Wakening(signals, hands);
    }

    @Bean
    Worker worker(
            DataSource dataSource,
            ObjectProvider<Work> work,
            Worker.Wakening wakening,
            EngineProperties properties,
            Clock clock) {
        return new Worker(dataSource, work.stream().toList(), wakening, properties, clock);
    }

    @Bean
    WorkerHealth workerHealthIndicator(Worker worker) {
        return new WorkerHealth(worker);
    }
}
