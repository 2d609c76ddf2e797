package dev.slipway.notification;

import io.r2dbc.spi.Readable;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** All routes. A route of a project's channel never takes what belongs to another project. */
@Component
public class Routes {

    private static final String SELECT = """
        select r.id as route, r.channel_id, r.project as only_project, r.environment, r.kinds, r.severity,
            c.id, c.project, c.name, c.kind, c.address, c.secret
        from notification_route r join notification_channel c on c.id = r.channel_id
        """;

    private final DatabaseClient database;

    Routes(DatabaseClient database) {
        this.database = database;
    }

    private record Routed(Route route, Channel channel) {}

    /** Where a notice goes; each channel once. */
    Mono<List<Channel>> channels(Notice notice) {
        var project = notice.about().project();
        return database.sql(
                        SELECT + " where c.project is null or :project is null or c.project = :project order by c.id")
                .bind("project", Parameter.fromOrEmpty(project, String.class))
                .map(row -> new Routed(route(row), Channels.read(row)))
                .all()
                .filter(routed -> routed.route().takes(notice))
                .map(Routed::channel)
                .distinct()
                .collectList();
    }

    /** Those of the channels of one project, or with null of the whole portal. */
    public Mono<List<Route>> of(@Nullable String project) {
        return database.sql(SELECT + " where c.project is not distinct from :project order by r.id")
                .bind("project", Parameter.fromOrEmpty(project, String.class))
                .map(Routes::route)
                .all()
                .collectList();
    }

    /** A project is gone, and what it had set up with it. */
    Mono<Void> forget(@Nullable String project) {
        return database.sql("delete from notification_channel where project = :project")
                .bind("project", Parameter.fromOrEmpty(project, String.class))
                .then()
                .then(database.sql("delete from notification_route where project = :project")
                        .bind("project", Parameter.fromOrEmpty(project, String.class))
                        .then());
    }

    private static Route route(Readable row) {
        return new Route(
                Objects.requireNonNull(row.get("route", Long.class)),
                Objects.requireNonNull(row.get("channel_id", Long.class)),
                row.get("only_project", String.class),
                row.get("environment", String.class),
                Arrays.stream(Objects.requireNonNull(row.get("kinds", String[].class)))
                        .map(Kind::of)
                        .flatMap(Optional::stream)
                        .toList(),
                Severity.valueOf(Objects.requireNonNull(row.get("severity", String.class))));
    }
}
