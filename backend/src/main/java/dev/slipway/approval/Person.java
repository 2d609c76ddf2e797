package dev.slipway.approval;

import dev.slipway.audit.Actor;

/**
 * Somebody, whether signed in or through a token of theirs.
 *
 * @param userName of the account
 * @param name what people read
 */
public record Person(String userName, String name) {

    /** The person, or the owner of the token, behind an actor; a token's key is {@code owner/id}. */
    static Person of(Actor actor) {
        var owner = actor.id().split("/", 2)[0];
        return new Person(owner, actor.name());
    }
}
