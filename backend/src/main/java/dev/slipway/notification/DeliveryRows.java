package dev.slipway.notification;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Deliveries in PostgreSQL. */
@Component
class DeliveryRows {

    private static final String COLUMNS =
            "d.id, d.channel_id, d.notice::text as notice, d.state, d.attempts, d.made_at, d.due_at, d.tried_at,"
                    + " d.ended_at, d.answer";

    private final DatabaseClient database;
    private final JsonMapper json;

    DeliveryRows(DatabaseClient database, JsonMapper json) {
        this.database = database;
        this.json = json;
    }

    /** False if the channel has it already. */
    Mono<Boolean> add(Channel channel, Notice notice, Instant now, Instant due) {
        return database.sql("""
            insert into notification_delivery (channel_id, message, project, thread, notice, made_at, due_at)
            values (:channel, :message, :project, :thread, cast(:notice as jsonb), :now, :due)
            on conflict (channel_id, message) do nothing\
            """)
                .bind("channel", channel.id())
                .bind("message", notice.id())
                .bind("project", Parameter.fromOrEmpty(notice.about().project(), String.class))
                .bind("thread", notice.about().thread())
                .bind("notice", json.writeValueAsString(notice))
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .bind("due", due.atOffset(ZoneOffset.UTC))
                .fetch()
                .rowsUpdated()
                .map(added -> added > 0);
    }

    /** The oldest that wait for one channel. */
    Mono<List<Delivery>> waiting(long channel, int limit) {
        return database.sql("select " + COLUMNS + " from notification_delivery d"
                        + " where d.channel_id = :channel and d.state = 'WAITING' order by d.id limit :limit")
                .bind("channel", channel)
                .bind("limit", limit)
                .map(this::read)
                .all()
                .collectList();
    }

    Mono<List<Delivery>> recent(@Nullable String project, int limit) {
        return database.sql("select " + COLUMNS
                        + " from notification_delivery d join notification_channel c on c.id = d.channel_id"
                        + " where c.project is not distinct from :project"
                        + " order by d.id desc limit :limit")
                .bind("project", Parameter.fromOrEmpty(project, String.class))
                .bind("limit", limit)
                .map(this::read)
                .all()
                .collectList();
    }

    /** What becomes of some that waited; those that somebody else has ended meanwhile stay as they are. */
    Mono<Void> end(List<Delivery> some, Delivery.State state, @Nullable String answer, Instant now) {
        return database.sql("""
            update notification_delivery set state = :state, attempts = attempts + :tried, answer = :answer,
                tried_at = case when :tried > 0 then :now else tried_at end, ended_at = :now
            where id = any(:ids) and state = 'WAITING'\
            """)
                .bind("state", state.name())
                .bind("tried", state == Delivery.State.MERGED ? 0 : 1)
                .bind("answer", Parameter.fromOrEmpty(answer, String.class))
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .bind("ids", ids(some))
                .then();
    }

    Mono<Void> later(List<Delivery> some, String why, Instant now, Instant due) {
        return database.sql("""
            update notification_delivery set attempts = attempts + 1, answer = :why, tried_at = :now, due_at = :due
            where id = any(:ids) and state = 'WAITING'\
            """)
                .bind("why", why)
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .bind("due", due.atOffset(ZoneOffset.UTC))
                .bind("ids", ids(some))
                .then();
    }

    /** False if it was sent, or is none of the channel's. */
    Mono<Boolean> again(long channel, long id, Instant now) {
        return database.sql("""
            update notification_delivery set state = 'WAITING', due_at = :now, ended_at = null,
                attempts = case when state = 'FAILED' then 0 else attempts end,
                made_at = case when state = 'FAILED' then :now else made_at end
            where id = :id and channel_id = :channel and state in ('WAITING', 'FAILED')\
            """)
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .bind("id", id)
                .bind("channel", channel)
                .fetch()
                .rowsUpdated()
                .map(changed -> changed > 0);
    }

    private static Long[] ids(List<Delivery> some) {
        return some.stream().map(Delivery::id).toArray(Long[]::new);
    }

    private Delivery read(Readable row) {
        return new Delivery(
                Objects.requireNonNull(row.get("id", Long.class)),
                Objects.requireNonNull(row.get("channel_id", Long.class)),
                json.readValue(Objects.requireNonNull(row.get("notice", String.class)), Notice.class),
                Delivery.State.valueOf(Objects.requireNonNull(row.get("state", String.class))),
                Objects.requireNonNull(row.get("attempts", Integer.class)),
                new Delivery.Course(
                        Objects.requireNonNull(row.get("made_at", Instant.class)),
                        row.get("tried_at", Instant.class),
                        row.get("ended_at", Instant.class),
                        row.get("answer", String.class)),
                Objects.requireNonNull(row.get("due_at", Instant.class)));
    }
}
