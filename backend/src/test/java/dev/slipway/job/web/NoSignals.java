package dev.slipway.job.web;

import dev.slipway.engine.Signals;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The signals of a portal that is alone. */
public final class NoSignals implements Signals {

    @Override
    public Mono<Void> send(String topic, String payload) {
        return Mono.empty();
    }

    @Override
    public Flux<String> on(String topic) {
        return Flux.never();
    }
}
