package dev.slipway.target;

/** Name of a kind of target, such as {@code process} or {@code ecs}; the key in definitions. */
public record TargetKind(String value) {

    public TargetKind {
        if (!isWellFormed(value)) {
            throw new IllegalArgumentException(
                    "A target kind is lower-case letters, digits and '-', not '" + value + "'");
        }
    }

    public static boolean isWellFormed(String value) {
        return value.matches("[a-z][a-z0-9-]{0,30}");
    }

    @Override
    public String toString() {
        return value;
    }
}
