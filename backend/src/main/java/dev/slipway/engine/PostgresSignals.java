package dev.slipway.engine;

import io.r2dbc.postgresql.api.PostgresqlConnection;
import io.r2dbc.spi.ConnectionFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.NoTransactionException;
import org.springframework.transaction.reactive.TransactionSynchronization;
import org.springframework.transaction.reactive.TransactionSynchronizationManager;
import reactor.core.Disposable;
import reactor.core.publisher.BufferOverflowStrategy;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;

/**
 * Signals over LISTEN/NOTIFY. Subscribers of this portal hear at once, those of others through one connection that
 * listens. NOTIFY is sent after the sender's transaction, many at a time: inside it, PostgreSQL would take a lock that
 * makes all committing transactions wait for each other.
 */
class PostgresSignals implements Signals, SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(PostgresSignals.class);
    private static final String CHANNEL = "slipway";
    private static final int OWED = 1_024;
    private static final int BATCH = 500;

    /** Other portals hear this much later, and together with what comes meanwhile: who sends has work to go on with. */
    private static final Duration GATHERED = Duration.ofMillis(5);

    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    private final ConnectionFactory connections;
    private final DatabaseClient database;
    private final String origin = UUID.randomUUID().toString();
    private final ConcurrentHashMap<String, Sinks.Many<String>> topics = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<Signal> outgoing = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean sending = new AtomicBoolean();
    private volatile @Nullable Disposable listener;

    PostgresSignals(ConnectionFactory unpooled, DatabaseClient database) {
        this.connections = unpooled;
        this.database = database;
    }

    @Override
    public Mono<Void> send(String topic, String payload) {
        if (payload.getBytes(StandardCharsets.UTF_8).length > Signal.MAX_PAYLOAD) {
            return Mono.error(
                    new IllegalArgumentException("A signal has at most " + Signal.MAX_PAYLOAD + " bytes: " + topic));
        }
        var signal = new Signal(topic, origin, payload);
        return TransactionSynchronizationManager.forCurrentTransaction()
                .doOnNext(transaction -> transaction.registerSynchronization(new TransactionSynchronization() {
                    @Override
                    public Mono<Void> afterCommit() {
                        return Mono.fromRunnable(() -> publish(signal));
                    }
                }))
                .then()
                .onErrorResume(NoTransactionException.class, none -> Mono.fromRunnable(() -> publish(signal)));
    }

    @Override
    public Flux<String> on(String topic) {
        return topic(topic)
                .asFlux()
                .onBackpressureBuffer(OWED, dropped -> {}, BufferOverflowStrategy.DROP_OLDEST)
                .publishOn(Schedulers.parallel());
    }

    @Override
    public void start() {
        listener = Flux.usingWhen(
                        Mono.from(connections.create()).cast(PostgresqlConnection.class),
                        connection -> connection
                                .createStatement("listen " + CHANNEL)
                                .execute()
                                .flatMap(result -> result.getRowsUpdated())
                                .thenMany(connection.getNotifications()),
                        PostgresqlConnection::close)
                .mapNotNull(notification -> notification.getParameter())
                .doOnNext(this::hear)
                .repeat()
                .doOnError(e -> LOG.warn("Signals of other portals are not heard: {}", e.getMessage()))
                .retryWhen(Retry.backoff(Long.MAX_VALUE, Duration.ofMillis(200))
                        .maxBackoff(Duration.ofSeconds(5))
                        .transientErrors(true))
                .subscribe();
    }

    @Override
    public void stop() {
        tell(gathered()).timeout(LAST_WORDS, Mono.empty()).block();
        var current = listener;
        if (current != null) {
            current.dispose();
            listener = null;
        }
    }

    @Override
    public boolean isRunning() {
        return listener != null;
    }

    /** Starts before everything that listens or works. */
    @Override
    public int getPhase() {
        return 0;
    }

    private void hear(String text) {
        Signal.parse(text).filter(signal -> !signal.origin().equals(origin)).ifPresent(this::deliver);
    }

    private void publish(Signal signal) {
        deliver(signal);
        outgoing.add(signal);
        if (sending.compareAndSet(false, true)) {
            Schedulers.parallel().schedule(this::sendOutgoing, GATHERED.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** One sender at a time; whatever comes meanwhile goes out together, equal signals once. */
    private void sendOutgoing() {
        var texts = gathered();
        if (texts.isEmpty()) {
            sending.set(false);
            if (!outgoing.isEmpty() && sending.compareAndSet(false, true)) {
                sendOutgoing();
            }
            return;
        }
        tell(texts).subscribe(nothing -> {}, e -> LOG.error("Signals to other portals failed", e), this::sendOutgoing);
    }

    private Set<String> gathered() {
        var texts = new LinkedHashSet<String>();
        for (var next = outgoing.poll(); next != null; next = texts.size() < BATCH ? outgoing.poll() : null) {
            texts.add(next.text());
        }
        return texts;
    }

    private Mono<Void> tell(Set<String> texts) {
        if (texts.isEmpty()) {
            return Mono.empty();
        }
        return database.sql("select pg_notify('" + CHANNEL + "', s) from unnest(cast(:texts as text[])) s")
                .bind("texts", texts.toArray(String[]::new))
                .then()
                .onErrorResume(e -> {
                    LOG.warn("{} signals did not reach other portals: {}", texts.size(), e.getMessage());
                    return Mono.empty();
                });
    }

    private void deliver(Signal signal) {
        var sink = topic(signal.topic());
        synchronized (sink) {
            sink.tryEmitNext(signal.payload());
        }
    }

    private Sinks.Many<String> topic(String topic) {
        return topics.computeIfAbsent(topic, t -> Sinks.many().multicast().directBestEffort());
    }
}
