package dev.slipway.step;

import dev.slipway.target.TargetUnavailable;
import java.io.IOException;

/** A question to a target whose answer is read like a file. */
final class Asked {

    private Asked() {}

    /** The question. */
    interface Question<T> {

        T ask() throws TargetUnavailable;
    }

    static <T> T of(Question<T> question) throws IOException {
        try {
            return question.ask();
        } catch (TargetUnavailable e) {
            throw new IOException(Reason.of(e), e);
        }
    }
}
