package dev.slipway.logstream;

import dev.slipway.engine.Signals;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Signals between replicas in one JVM; can be cut off, as LISTEN can. */
final class SignalsInMemory implements Signals {

    private final Sinks.Many<String> payloads = Sinks.many().multicast().directBestEffort();
    private volatile boolean lost;

    void lose() {
        lost = true;
    }

    @Override
    public Mono<Void> send(String topic, String payload) {
        return Mono.fromRunnable(() -> {
            if (!lost) {
                synchronized (payloads) {
                    payloads.tryEmitNext(payload);
                }
            }
        });
    }

    @Override
    public Flux<String> on(String topic) {
        return payloads.asFlux();
    }
}
