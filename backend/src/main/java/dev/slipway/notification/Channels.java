package dev.slipway.notification;

import dev.slipway.web.NotFound;
import io.r2dbc.spi.Readable;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** All channels. */
@Component
public class Channels {

    private static final String COLUMNS = "c.id, c.project, c.name, c.kind, c.address, c.secret";

    private final DatabaseClient database;

    Channels(DatabaseClient database) {
        this.database = database;
    }

    /** Empty when there is no such channel. */
    Mono<Channel> find(long id) {
        return database.sql("select " + COLUMNS + " from notification_channel c where c.id = :id")
                .bind("id", id)
                .map(Channels::read)
                .all()
                .singleOrEmpty();
    }

    /** A channel of one project, or with null of the whole portal; fails with {@link NotFound}. */
    public Mono<Channel> find(@Nullable String project, long id) {
        return find(id).filter(channel -> Objects.equals(channel.project(), project))
                .switchIfEmpty(Mono.error(() -> new NotFound("There is no channel " + id + " here.")));
    }

    /** Those of one project, or with null those of the whole portal. */
    public Mono<List<Channel>> of(@Nullable String project) {
        return database.sql("select " + COLUMNS
                        + " from notification_channel c where c.project is not distinct from :project order by c.name")
                .bind("project", Parameter.fromOrEmpty(project, String.class))
                .map(Channels::read)
                .all()
                .collectList();
    }

    static Channel read(Readable row) {
        var kind = Objects.requireNonNull(row.get("kind", String.class));
        return new Channel(
                Objects.requireNonNull(row.get("id", Long.class)),
                row.get("project", String.class),
                Objects.requireNonNull(row.get("name", String.class)),
                ChannelKind.of(kind).orElseThrow(() -> new IllegalStateException("No channel is a " + kind)),
                new Channel.Destination(row.get("address", String.class), row.get("secret", String.class)));
    }
}
