package dev.slipway.target;

import dev.slipway.artifact.Digest;
import java.nio.charset.StandardCharsets;

/** Where a secret is, never what it is: {@code env:NAME} or {@code file:PATH}. */
public record SecretReference(String scheme, String path) {

    /** Whether {@link #parse} accepts it. */
    public static boolean isWellFormed(String text) {
        var colon = text.indexOf(':');
        return colon >= 1 && colon < text.length() - 1;
    }

    /** @throws IllegalArgumentException if the text is not {@code scheme:path} */
    public static SecretReference parse(String text) {
        var colon = text.indexOf(':');
        if (!isWellFormed(text)) {
            throw new IllegalArgumentException(
                    "A secret reference is scheme:path, such as env:DB_PASSWORD, not '" + text + "'");
        }
        return new SecretReference(text.substring(0, colon), text.substring(colon + 1));
    }

    /**
     * For everybody who may look, in plans, findings and logs: where secrets are is for maintainers, and the digest tells
     * one reference from another.
     */
    public String told() {
        return "secret of " + scheme + " (" + digest(toString()) + ")";
    }

    /** The same of what a provider calls a secret, such as an ARN. */
    public static String told(String text) {
        return isWellFormed(text) ? parse(text).told() : "secret (" + digest(text) + ")";
    }

    private static String digest(String text) {
        return Digest.of(text.getBytes(StandardCharsets.UTF_8)).abbreviated();
    }

    @Override
    public String toString() {
        return scheme + ":" + path;
    }
}
