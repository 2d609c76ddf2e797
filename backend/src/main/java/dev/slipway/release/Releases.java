package dev.slipway.release;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** All releases. */
public interface Releases {

    Mono<Release> find(String project, String service, String version);

    /** Newest first. */
    Flux<Release> ofService(String project, String service);

    /** The newest of them first, at most so many. */
    default Flux<Release> newest(String project, String service, int most) {
        return ofService(project, service).take(most);
    }
}
