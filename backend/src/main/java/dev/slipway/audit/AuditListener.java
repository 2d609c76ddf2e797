package dev.slipway.audit;

import reactor.core.publisher.Mono;

/**
 * Hears of what goes on record, within the transaction that records it: what it writes exists if and only if the record
 * does. Found as a bean.
 */
public interface AuditListener {

    Mono<Void> recorded(AuditEvent event);
}
