package dev.slipway.bench;

import java.nio.charset.StandardCharsets;

/** The id of the last whole server-sent event in what came so far. */
final class LastEvent {

    private static final byte[] FIELD = "id: ".getBytes(StandardCharsets.US_ASCII);

    private byte[] line = new byte[64];
    private int length;
    private boolean empty = true;
    private long begun;
    private long id;

    long id() {
        return id;
    }

    LastEvent with(byte[] bytes) {
        for (var b : bytes) {
            if (b != '\n') {
                if (length < line.length) {
                    line[length] = b;
                }
                length++;
                empty = false;
            } else {
                endLine();
            }
        }
        return this;
    }

    private void endLine() {
        if (empty) {
            id = begun;
        } else if (length < line.length && java.util.Arrays.equals(line, 0, FIELD.length, FIELD, 0, FIELD.length)) {
            begun = Long.parseLong(new String(line, FIELD.length, length - FIELD.length, StandardCharsets.US_ASCII));
        }
        length = 0;
        empty = true;
    }
}
