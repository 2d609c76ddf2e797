package dev.slipway.health;

import dev.slipway.engine.Signals;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Keeps what was sent. */
final class RecordedSignals implements Signals {

    final List<String> sent = new CopyOnWriteArrayList<>();

    @Override
    public Mono<Void> send(String topic, String payload) {
        return Mono.fromRunnable(() -> sent.add(topic + " " + payload));
    }

    @Override
    public Flux<String> on(String topic) {
        return Flux.never();
    }
}
