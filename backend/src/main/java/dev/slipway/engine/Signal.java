package dev.slipway.engine;

import java.util.Optional;

/** One hint as it travels in a notification: topic, sender and payload, one a line. */
record Signal(String topic, String origin, String payload) {

    /** PostgreSQL refuses notifications of 8,000 bytes and more; some are kept for topic and sender. */
    static final int MAX_PAYLOAD = 7_900;

    static Optional<Signal> parse(String text) {
        var parts = text.split("\n", 3);
        return parts.length == 3 ? Optional.of(new Signal(parts[0], parts[1], parts[2])) : Optional.empty();
    }

    String text() {
        return topic + "\n" + origin + "\n" + payload;
    }
}
