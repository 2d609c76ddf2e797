package dev.slipway.target.ecs;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryMetadata;
import io.r2dbc.spi.R2dbcNonTransientResourceException;
import java.time.Instant;
import java.time.InstantSource;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A database that can be gone for a while. */
final class Interruptible implements ConnectionFactory {

    private final ConnectionFactory database;
    private Instant goneUntil = Instant.MIN;
    private InstantSource clock = InstantSource.system();

    Interruptible(ConnectionFactory database) {
        this.database = database;
    }

    void goneUntil(Instant moment, InstantSource time) {
        clock = time;
        goneUntil = moment;
    }

    @Override
    public Publisher<? extends Connection> create() {
        return clock.instant().isBefore(goneUntil)
                ? Mono.error(new R2dbcNonTransientResourceException("connection refused"))
                : Flux.from(database.create());
    }

    @Override
    public ConnectionFactoryMetadata getMetadata() {
        return database.getMetadata();
    }
}
