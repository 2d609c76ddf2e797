package dev.slipway.target;

/** The value of a variable as a target receives it: plain, or a reference it resolves at the moment of use. */
public sealed interface ConfigurationValue {

    /** A value that may be shown. */
    record Plain(String value) implements ConfigurationValue {}

    /** A value that may not. */
    record Secret(SecretReference reference) implements ConfigurationValue {}
}
