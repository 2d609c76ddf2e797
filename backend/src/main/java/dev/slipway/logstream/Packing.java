package dev.slipway.logstream;

import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** How text lies in the store: deflated where that makes it shorter. */
final class Packing {

    /** Shorter text does not become shorter still by as much as it costs to try. */
    private static final int LEAST = 128;

    private Packing() {}

    static byte[] pack(byte[] text) {
        if (text.length < LEAST) {
            return text;
        }
        // Fast rather than small: logs repeat themselves, so that most of the gain comes first.
        var deflater = new Deflater(Deflater.BEST_SPEED, true);
        try {
            deflater.setInput(text);
            deflater.finish();
            var packed = new byte[text.length];
            var length = deflater.deflate(packed);
            return deflater.finished() && length < text.length ? Arrays.copyOf(packed, length) : text;
        } finally {
            deflater.end();
        }
    }

    static byte[] unpack(byte[] packed, int length) {
        if (packed.length == length) {
            return packed;
        }
        var inflater = new Inflater(true);
        try {
            inflater.setInput(packed);
            var text = new byte[length];
            if (inflater.inflate(text) != length) {
                throw new IllegalStateException("A chunk of a log is shorter than it says");
            }
            return text;
        } catch (DataFormatException e) {
            throw new IllegalStateException("A chunk of a log cannot be read", e);
        } finally {
            inflater.end();
        }
    }
}
