package dev.slipway.gate;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * HMAC-SHA256 as {@code sha256=<hex>}: of a question over {@code <timestamp>.<body>}, whose receiver refuses old timestamps;
 * of its answer over {@code <signature of the question>.<body>}, so that it answers no other question.
 */
final class Signature {

    static final String HEADER = "X-Slipway-Signature";
    static final String TIMESTAMP = "X-Slipway-Timestamp";

    static final String ANSWER = "X-Slipway-Answer-Signature";

    private static final String ALGORITHM = "HmacSHA256";

    private Signature() {}

    /** @param seconds since 1970 */
    static String of(String key, long seconds, String body) {
        return hmac(key, seconds + "." + body);
    }

    /** @param question what {@link #of} gave for the question */
    static String ofAnswer(String key, String question, String body) {
        return hmac(key, question + "." + body);
    }

    private static String hmac(String key, String text) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return "sha256=" + HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has " + ALGORITHM, e);
        }
    }
}
