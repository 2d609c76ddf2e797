package dev.slipway.identity;

import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Ends event streams, which were let in once and go on for hours, soon after the session they belong to. All streams of a
 * portal are looked at with one query.
 */
@Component
class OpenStreams implements WebFilter, DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(OpenStreams.class);
    private static final Duration EVERY = Duration.ofSeconds(5);

    private final Map<Sinks.Empty<Void>, String> open = new ConcurrentHashMap<>();
    private final Disposable.Swap looking = Disposables.swap();
    private final DatabaseClient database;
    private final Clock clock;

    OpenStreams(DatabaseClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        var accept = exchange.getRequest().getHeaders().getFirst(HttpHeaders.ACCEPT);
        var session = SessionCookie.SESSION.read(exchange.getRequest());
        if (session.isEmpty() || accept == null || !accept.contains(MediaType.TEXT_EVENT_STREAM_VALUE)) {
            return chain.filter(exchange);
        }
        return Mono.defer(() -> {
            Sinks.Empty<Void> over = Sinks.empty();
            open.put(over, HexFormat.of().formatHex(session.get().hash()));
            return chain.filter(exchange).takeUntilOther(over.asMono()).doFinally(_ -> open.remove(over));
        });
    }

    @EventListener(ApplicationReadyEvent.class)
    void look() {
        looking.update(Flux.interval(EVERY)
                .onBackpressureDrop()
                .filter(_ -> !open.isEmpty())
                .concatMap(_ -> endThoseOver().onErrorResume(e -> {
                    LOG.warn("Open streams could not be looked at: {}", e.toString());
                    return Mono.empty();
                }))
                .subscribe());
    }

    private Mono<Void> endThoseOver() {
        var looked = Map.copyOf(open);
        var sessions = new HashSet<>(looked.values());
        return holding(sessions)
                .collectList()
                .doOnNext(sessions::removeAll)
                .doOnNext(_ -> looked.forEach((stream, session) -> {
                    if (sessions.contains(session)) {
                        stream.tryEmitEmpty();
                    }
                }))
                .then();
    }

    private Flux<String> holding(Collection<String> sessions) {
        return database.sql("""
            select encode(s.id_hash, 'hex') from sign_in_session s join account a using (user_name)
             where encode(s.id_hash, 'hex') = any(:open) and s.expires_at > :now and a.disabled_at is null\
            """)
                .bind("open", sessions.toArray(String[]::new))
                .bind("now", clock.instant())
                .mapValue(String.class)
                .all();
    }

    @Override
    public void destroy() {
        looking.dispose();
    }
}
