package dev.slipway.approval;

import java.time.Instant;

/**
 * Somebody who is away lets somebody else decide in their place. It never makes two votes of one person.
 *
 * @param until when it ends by itself
 */
public record Delegation(long id, Person from, Person to, Instant until, String note) {}
