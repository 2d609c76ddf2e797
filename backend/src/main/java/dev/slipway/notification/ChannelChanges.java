package dev.slipway.notification;

import dev.slipway.audit.Actor;
import dev.slipway.audit.AuditEvent;
import dev.slipway.audit.AuditLog;
import dev.slipway.catalog.Catalog;
import dev.slipway.net.OutgoingHttp;
import dev.slipway.web.Conflict;
import dev.slipway.web.FieldProblem;
import dev.slipway.web.NotFound;
import java.time.Clock;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Makes and removes channels. */
@Component
public class ChannelChanges {

    private final Channels channels;
    private final DatabaseClient database;
    private final OutgoingHttp http;
    private final Record record;
    private final Clock clock;

    /** What stands or falls with a change. */
    @Component
    record Record(AuditLog audit, Deliveries deliveries, Catalog catalog, TransactionalOperator transactions) {

        Mono<Void> exists(@Nullable String project) {
            return project == null
                    ? Mono.empty()
                    : catalog.project(project)
                            .switchIfEmpty(Mono.error(() -> new NotFound("There is no project " + project + ".")))
                            .then();
        }

        <T> Mono<T> with(Mono<T> change, java.util.function.Function<T, AuditEvent> event) {
            return change.flatMap(done -> audit.append(event.apply(done))
                            .then(deliveries.tell())
                            .thenReturn(done))
                    .as(transactions::transactional);
        }
    }

    ChannelChanges(Channels channels, DatabaseClient database, OutgoingHttp http, Record record, Clock clock) {
        this.channels = channels;
        this.database = database;
        this.http = http;
        this.record = record;
        this.clock = clock;
    }

    /** @param project whose it is to be; null for the whole portal */
    public Mono<Channel> make(@Nullable String project, ChannelDraft draft, Actor actor) {
        return Mono.defer(() -> {
            var wanted = draft.checked(project, http);
            return record.with(
                            record.exists(project).then(Mono.defer(() -> insert(wanted, actor))),
                            made -> event(actor, "channel.make", made).change(null, told(made)))
                    .onErrorMap(
                            DuplicateKeyException.class,
                            _ -> new Conflict(
                                    "There is a channel " + wanted.name() + " already.",
                                    new FieldProblem("name", "must be new here", "Choose another name.")));
        });
    }

    public Mono<Void> remove(@Nullable String project, long id, Actor actor) {
        var removed = channels.find(project, id)
                .flatMap(channel -> database.sql("delete from notification_channel where id = :id")
                        .bind("id", id)
                        .then()
                        .thenReturn(channel));
        return record.with(removed, gone -> event(actor, "channel.remove", gone).change(told(gone), null))
                .then();
    }

    /** Tries a delivery now; the record says who did. */
    public Mono<Void> again(@Nullable String project, long channel, long delivery, Actor actor) {
        var tried = channels.find(project, channel)
                .flatMap(found -> record.deliveries().again(found, delivery).thenReturn(found));
        return record.with(tried, found -> event(actor, "channel.retry", found)).then();
    }

    private Mono<Channel> insert(Channel wanted, Actor actor) {
        return database.sql("""
            insert into notification_channel (project, name, kind, address, secret, made_by, made_at)
            values (:project, :name, :kind, :address, :secret, :by, :at) returning id\
            """)
                .bind("project", Parameter.fromOrEmpty(wanted.project(), String.class))
                .bind("name", wanted.name())
                .bind("kind", wanted.kind().key())
                .bind("address", Parameter.fromOrEmpty(wanted.to().address(), String.class))
                .bind("secret", Parameter.fromOrEmpty(wanted.to().secret(), String.class))
                .bind("by", actor.name())
                .bind("at", clock.instant().atOffset(ZoneOffset.UTC))
                .mapValue(Long.class)
                .all()
                .single()
                .map(id -> new Channel(id, wanted.project(), wanted.name(), wanted.kind(), wanted.to()));
    }

    static AuditEvent event(Actor actor, String action, Channel channel) {
        return AuditEvent.of(actor, action, channel.project(), "channel " + channel.name());
    }

    private static String told(Channel channel) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("kind", channel.kind().key());
        node.put("address", channel.to().address());
        node.put("secret", channel.to().secret());
        return node.toString();
    }
}
