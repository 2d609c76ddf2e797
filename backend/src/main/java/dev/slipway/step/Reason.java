package dev.slipway.step;

/** Why something failed, for people. */
final class Reason {

    private Reason() {}

    /** The message, or the name of the failure when it has none. */
    static String of(Throwable failure) {
        var message = failure.getMessage();
        return message == null || message.isBlank() ? failure.getClass().getSimpleName() : message.strip();
    }
}
