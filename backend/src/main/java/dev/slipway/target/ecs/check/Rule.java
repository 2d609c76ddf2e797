package dev.slipway.target.ecs.check;

/**
 * What a check is about; docs/targets/ecs.md has a row for each.
 *
 * @param code by which findings, environments and the guide name it
 * @param title what is asked, as the sentence that holds when it passes
 * @param severity what it leads to when it does not pass, unless the environment says otherwise
 * @param remedy what a person can do
 */
public record Rule(Topic topic, String code, String title, Severity severity, String remedy) {

    /** In the order people read them. */
    public enum Topic {
        IDENTITY,
        IMAGE,
        CONFIGURATION,
        CAPACITY,
        SERVICE,
        ALARM,
        DATA,
        INFRASTRUCTURE
    }

    /** What a check leads to. */
    public enum Severity {
        WARN,
        BLOCK
    }
}
