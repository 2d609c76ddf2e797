package dev.slipway.identity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;

/**
 * The 43,940 passwords of twelve characters and more that people took most often (OWASP SecLists, the first million of the ten),
 * kept as the first 8 bytes of their SHA-256: nobody has to read them, and no other password is among them but by a chance of 1 to 4 * 10^14.
 * {@code build/common-passwords} makes the file.
 */
final class CommonPasswords {

    private static final long[] KNOWN = read();

    private CommonPasswords() {}

    /** Whatever the case of its letters. Reads a file when it is asked first. */
    static boolean contain(String password) {
        return Arrays.binarySearch(KNOWN, prefix(password.toLowerCase(Locale.ROOT))) >= 0;
    }

    static int count() {
        return KNOWN.length;
    }

    private static long prefix(String password) {
        try {
            return ByteBuffer.wrap(
                            MessageDigest.getInstance("SHA-256").digest(password.getBytes(StandardCharsets.UTF_8)))
                    .getLong();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    private static long[] read() {
        try (var file = Objects.requireNonNull(
                CommonPasswords.class.getResourceAsStream("/passwords/common.sha256"), "the common passwords")) {
            var all = ByteBuffer.wrap(file.readAllBytes()).asLongBuffer();
            var prefixes = new long[all.remaining()];
            all.get(prefixes);
            return prefixes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
