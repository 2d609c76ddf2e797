package dev.slipway.identity;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Tells in which places something lies that an address names by an id or a number. */
public interface Whereabouts {

    /** Beginnings of addresses as handlers state them: {@code /api/v1/jobs/{id}}. */
    Set<String> addresses();

    /**
     * All the places it lies in; empty when there is no such thing.
     *
     * @param variables of the address, as sent
     */
    Flux<Place> of(Map<String, String> variables);

    /** A number of an address; empty if it is none. */
    static Mono<Long> number(@Nullable String variable) {
        try {
            return variable == null ? Mono.empty() : Mono.just(Long.valueOf(variable));
        } catch (NumberFormatException _) {
            return Mono.empty();
        }
    }
}
