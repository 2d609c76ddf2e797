package dev.slipway.release;

import dev.slipway.audit.Actor;
import reactor.core.publisher.Mono;

/** Where releases are registered and blocked; every change is audited. */
public interface ReleaseRegister {

    /**
     * Registers a release; the same content again answers the one that is there.
     *
     * <p>Error signals: {@link dev.slipway.web.InvalidInput} for content that breaks rules or bytes that are not what the
     * digest says, {@link dev.slipway.web.Conflict} for a version that exists with other content.
     */
    Mono<Registered> register(NewRelease release, Actor actor);

    /** Keeps a release from being deployed; {@link dev.slipway.web.NotFound} if there is none. */
    Mono<Release> block(String project, String service, String version, String reason, Actor actor);

    /** Lets it be deployed again. */
    Mono<Release> unblock(String project, String service, String version, Actor actor);
}
