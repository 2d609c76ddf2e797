package dev.slipway.target;

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

    @Override
    public String toString() {
        return scheme + ":" + path;
    }
}
