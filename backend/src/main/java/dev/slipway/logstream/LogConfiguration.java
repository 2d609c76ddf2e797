package dev.slipway.logstream;

import dev.slipway.engine.Signals;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;

/** The module's parts. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LogProperties.class)
class LogConfiguration {

    @Bean(destroyMethod = "close")
    StoredLogStreams logStreams(
            DatabaseClient database, TransactionalOperator transaction, Signals signals, Clock clock) {
        return new StoredLogStreams(database, transaction, signals, clock);
    }

    @Bean
    LogEvents logEvents(StoredLogStreams streams) {
        return new LogEvents(streams);
    }

    @Bean
    @DependsOnDatabaseInitialization
    LogRetention logRetention(StoredLogStreams streams, LogProperties properties, Clock clock) {
        return new LogRetention(streams.partitions(), properties, clock);
    }

    /** Stops before the web server does, which would wait for viewers that wait for lines. */
    @Bean
    SmartLifecycle logViewing(StoredLogStreams streams) {
        return new SmartLifecycle() {

            private volatile boolean running;

            @Override
            public void start() {
                streams.start();
                running = true;
            }

            @Override
            public void stop() {
                streams.stop();
                running = false;
            }

            @Override
            public boolean isRunning() {
                return running;
            }
        };
    }
}
