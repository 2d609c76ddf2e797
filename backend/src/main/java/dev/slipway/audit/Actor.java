package dev.slipway.audit;

/**
 * Who does something: a person, a token, a workload or the portal itself.
 *
 * @param kind what it is
 * @param id stable key: a user name, owner and id of a token, subject of a workload or a component's name
 * @param name what people read
 */
public record Actor(Kind kind, String id, String name) {

    public static final Actor SYSTEM = new Actor(Kind.SYSTEM, "slipway", "Slipway");

    /** Sorts of actor. */
    public enum Kind {
        PERSON,
        TOKEN,
        /** A program that proves who it is by a token of its platform. */
        WORKLOAD,
        SYSTEM
    }
}
