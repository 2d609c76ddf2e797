package dev.slipway.audit;

import reactor.core.publisher.Mono;

/** Appends to the record; takes part in the caller's transaction, so that a change and its record stand or fall together. */
public interface AuditLog {

    Mono<Void> append(AuditEvent event);
}
