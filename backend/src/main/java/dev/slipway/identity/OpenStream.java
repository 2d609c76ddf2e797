package dev.slipway.identity;

import java.util.HexFormat;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** An event stream that somebody reads, by a session or by a token. */
final class OpenStream {

    private final UUID id = UUID.randomUUID();
    private final Sinks.Empty<Void> end = Sinks.empty();
    private final AtomicBoolean looked = new AtomicBoolean();
    private final Access access;
    private final Secret key;
    private final boolean bearer;

    OpenStream(Access access, Secret key, boolean bearer) {
        this.access = access;
        this.key = key;
        this.bearer = bearer;
    }

    UUID id() {
        return id;
    }

    Access access() {
        return access;
    }

    /** Hash of the session's id, empty for a token. */
    String session() {
        return bearer ? "" : HexFormat.of().formatHex(key.hash());
    }

    String token() {
        return bearer ? key.value() : "";
    }

    /** Whether nobody has looked at it since it was opened; true once. */
    boolean isNew() {
        return looked.compareAndSet(false, true);
    }

    Mono<Void> ended() {
        return end.asMono();
    }

    void end() {
        end.tryEmitEmpty();
    }
}
