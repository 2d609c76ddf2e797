package dev.slipway.release;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** All releases. */
public interface Releases {

    Mono<Release> find(String project, String service, String version);

    /** Newest first. */
    Flux<Release> ofService(String project, String service);
}
