package dev.slipway.notification;

import dev.slipway.audit.Actor;
import dev.slipway.web.NotFound;
import java.time.Clock;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Makes and removes routes. */
@Component
public class RouteChanges {

    private final Channels channels;
    private final DatabaseClient database;
    private final ChannelChanges.Record record;
    private final JsonMapper json;
    private final Clock clock;

    RouteChanges(
            Channels channels, DatabaseClient database, ChannelChanges.Record record, JsonMapper json, Clock clock) {
        this.channels = channels;
        this.database = database;
        this.record = record;
        this.json = json;
        this.clock = clock;
    }

    private record Made(Channel channel, Route route) {}

    /** @param project whose the channel is; null for the whole portal */
    public Mono<Route> make(@Nullable String project, RouteDraft draft, Actor actor) {
        var made = channels.find(project, draft.channel())
                .flatMap(channel -> Mono.fromCallable(() -> draft.checked(channel))
                        .flatMap(route -> insert(route, actor))
                        .map(route -> new Made(channel, route)));
        return record.with(
                        made,
                        done -> ChannelChanges.event(actor, "route.make", done.channel())
                                .change(null, json.writeValueAsString(done.route())))
                .map(Made::route);
    }

    public Mono<Void> remove(@Nullable String project, long channel, long id, Actor actor) {
        var removed = channels.find(project, channel)
                .delayUntil(_ -> database.sql("delete from notification_route where id = :id and channel_id = :channel")
                        .bind("id", id)
                        .bind("channel", channel)
                        .fetch()
                        .rowsUpdated()
                        .filter(gone -> gone > 0)
                        .switchIfEmpty(Mono.error(() -> new NotFound("There is no route " + id + " here."))));
        return record.with(
                        removed,
                        from -> ChannelChanges.event(actor, "route.remove", from)
                                .change("{\"id\":" + id + "}", null))
                .then();
    }

    private Mono<Route> insert(Route wanted, Actor actor) {
        return database.sql("""
            insert into notification_route (channel_id, project, environment, kinds, severity, made_by, made_at)
            values (:channel, :project, :environment, :kinds, :severity, :by, :at) returning id\
            """)
                .bind("channel", wanted.channel())
                .bind("project", Parameter.fromOrEmpty(wanted.project(), String.class))
                .bind("environment", Parameter.fromOrEmpty(wanted.environment(), String.class))
                .bind("kinds", wanted.kinds().stream().map(Kind::key).toArray(String[]::new))
                .bind("severity", wanted.severity().name())
                .bind("by", actor.name())
                .bind("at", clock.instant().atOffset(ZoneOffset.UTC))
                .mapValue(Long.class)
                .all()
                .single()
                .map(id -> new Route(
                        id,
                        wanted.channel(),
                        wanted.project(),
                        wanted.environment(),
                        wanted.kinds(),
                        wanted.severity()));
    }
}
