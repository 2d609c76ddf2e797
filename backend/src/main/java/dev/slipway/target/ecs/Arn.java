package dev.slipway.target.ecs;

/** What is read off ARNs. */
final class Arn {

    private Arn() {}

    /** The last part: a task's id, or {@code family:revision} of a task definition. */
    static String name(String arn) {
        return arn.substring(arn.lastIndexOf('/') + 1);
    }

    /** Without the revision. */
    static String family(String definition) {
        var name = name(definition);
        var colon = name.indexOf(':');
        return colon < 0 ? name : name.substring(0, colon);
    }
}
