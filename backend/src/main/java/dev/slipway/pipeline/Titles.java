package dev.slipway.pipeline;

/** What people read when a definition gives no title. */
final class Titles {

    private Titles() {}

    /** {@code run-migrations} becomes {@code Run migrations}. */
    static String of(String key) {
        if (key.isEmpty()) {
            return key;
        }
        return Character.toUpperCase(key.charAt(0)) + key.substring(1).replace('-', ' ');
    }
}
