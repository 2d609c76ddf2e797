package dev.slipway.identity.provider;

/** How a sign-in at a provider ended. */
public sealed interface Arrival {

    /** They are in, and go to the page they wanted. */
    record Welcome(String next) implements Arrival {}

    /** The provider knows them, and no rule gives them anything here. */
    record Stranger(Person person, Provider provider) implements Arrival {}

    /** An administrator disabled their account. */
    record Disabled(Person person) implements Arrival {}

    /** The answer does not hold, or is none. The reason is for the log and in short for the person. */
    record Refused(String why) implements Arrival {}
}
