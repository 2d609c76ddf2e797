package dev.slipway.identity;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.zip.CRC32;

/**
 * The form of the portal's bearer tokens: {@code slw_}, 40 random letters and digits (238 bits), and the CRC-32 of those in
 * six. So scanners for leaked secrets find them, and tell them from what only looks alike. Earlier tokens have no checksum.
 */
final class TokenText {

    static final String PREFIX = "slw_";
    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int RANDOM = 40;
    private static final int CHECK = 6;
    private static final SecureRandom SOURCE = new SecureRandom();

    private TokenText() {}

    static Secret fresh() {
        var text = new StringBuilder();
        for (var i = 0; i < RANDOM; i++) {
            text.append(ALPHABET.charAt(SOURCE.nextInt(ALPHABET.length())));
        }
        return new Secret(PREFIX + text + check(text.toString()));
    }

    /** Whether it may be a token: false for one of the present form with another checksum. */
    static boolean plausible(Secret secret) {
        var value = secret.value();
        if (!value.startsWith(PREFIX) || value.length() != PREFIX.length() + RANDOM + CHECK) {
            return true;
        }
        var end = PREFIX.length() + RANDOM;
        return check(value.substring(PREFIX.length(), end)).equals(value.substring(end));
    }

    private static String check(String text) {
        var crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        var left = crc.getValue();
        var digits = new StringBuilder();
        for (var i = 0; i < CHECK; i++) {
            digits.append(ALPHABET.charAt((int) (left % ALPHABET.length())));
            left /= ALPHABET.length();
        }
        return digits.reverse().toString();
    }
}
