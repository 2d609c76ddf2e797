package dev.slipway.identity;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Ends event streams, which were let in once and go on for hours, soon after the session or token they belong to, and when
 * their reader may something else than before: browsers connect again, and are let in or not. Nobody has too many.
 */
@Component
class OpenStreams implements WebFilter, DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(OpenStreams.class);
    private static final Duration EVERY = Duration.ofSeconds(5);
    private static final long RETRY_SECONDS = 10;

    private final Set<OpenStream> open = ConcurrentHashMap.newKeySet();
    private final Disposable.Swap looking = Disposables.swap();
    private final Visitors visitors;
    private final StreamRights rights;
    private final StreamPlaces places;

    OpenStreams(Visitors visitors, StreamRights rights, StreamPlaces places) {
        this.visitors = visitors;
        this.rights = rights;
        this.places = places;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        if (!isStream(exchange)) {
            return chain.filter(exchange);
        }
        return visitors.access(exchange)
                .flatMap(access -> stream(access, exchange)
                        .map(stream -> watched(stream, exchange, chain))
                        .orElseGet(() -> chain.filter(exchange)));
    }

    /** Asked for by name, or answered by a handler that answers nothing else: who accepts anything is counted too. */
    private static boolean isStream(ServerWebExchange exchange) {
        var accept = exchange.getRequest().getHeaders().getFirst(HttpHeaders.ACCEPT);
        return accept != null && accept.contains(MediaType.TEXT_EVENT_STREAM_VALUE)
                || exchange.getAttribute(HandlerMapping.PRODUCIBLE_MEDIA_TYPES_ATTRIBUTE) instanceof Set<?> types
                        && types.contains(MediaType.TEXT_EVENT_STREAM);
    }

    private static Optional<OpenStream> stream(Access access, ServerWebExchange exchange) {
        var bearer = Visitors.bearer(exchange.getRequest());
        if (access.owner() == null) {
            return Optional.empty();
        }
        return bearer.or(() -> SessionCookie.SESSION.read(exchange.getRequest()))
                .map(key -> new OpenStream(access, key, bearer.isPresent()));
    }

    private Mono<Void> watched(OpenStream stream, ServerWebExchange exchange, WebFilterChain chain) {
        var who = Objects.requireNonNull(stream.access().owner());
        return Mono.usingWhen(
                places.take(stream.id(), who)
                        .filter(may -> may)
                        .switchIfEmpty(Mono.error(() -> TooManyRequests.of(
                                exchange, "You have too many live pages open; close some.", RETRY_SECONDS))),
                _ -> Mono.defer(() -> {
                    open.add(stream);
                    return chain.filter(exchange).takeUntilOther(stream.ended());
                }),
                _ -> left(stream));
    }

    private Mono<Void> left(OpenStream stream) {
        open.remove(stream);
        return places.leave(stream.id()).onErrorResume(e -> {
            LOG.debug("A stream that ended counts for half a minute more: {}", e.toString());
            return Mono.empty();
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
        var looked = List.copyOf(open);
        return places.stillThere(looked.stream().map(OpenStream::id).toList())
                .thenMany(rights.over(looked))
                .doOnNext(OpenStream::end)
                .then();
    }

    @Override
    public void destroy() {
        looking.dispose();
    }
}
