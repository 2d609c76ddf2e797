package dev.slipway.gate;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA256 over {@code <timestamp>.<body>}, as {@code sha256=<hex>}; the receiver refuses old timestamps. */
final class Signature {

    static final String HEADER = "X-Slipway-Signature";
    static final String TIMESTAMP = "X-Slipway-Timestamp";

    private static final String ALGORITHM = "HmacSHA256";

    private Signature() {}

    /** @param seconds since 1970 */
    static String of(String key, long seconds, String body) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return "sha256="
                    + HexFormat.of().formatHex(mac.doFinal((seconds + "." + body).getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has " + ALGORITHM, e);
        }
    }
}
