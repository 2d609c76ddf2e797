package dev.slipway.notification.notifier;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * HMAC-SHA256 over {@code id.timestamp.body} as Standard Webhooks has it, so that receivers can check it with any of its
 * libraries: https://github.com/standard-webhooks/standard-webhooks
 */
final class StandardSignature {

    static final String ID = "webhook-id";
    static final String TIMESTAMP = "webhook-timestamp";
    static final String SIGNATURE = "webhook-signature";

    private static final String ALGORITHM = "HmacSHA256";
    private static final String PREFIX = "whsec_";

    private StandardSignature() {}

    /**
     * @param key {@code whsec_} and Base64, or any other text as it is
     * @param seconds since 1970
     * @throws IllegalArgumentException if the key is not what its prefix says
     */
    static String of(String key, String id, long seconds, String body) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(bytes(key), ALGORITHM));
            var signed = id + "." + seconds + "." + body;
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has " + ALGORITHM, e);
        }
    }

    private static byte[] bytes(String key) {
        var bytes = key.startsWith(PREFIX)
                ? Base64.getDecoder().decode(key.substring(PREFIX.length()))
                : key.getBytes(StandardCharsets.UTF_8);
        if (bytes.length == 0) {
            throw new IllegalArgumentException("A signing key is not empty");
        }
        return bytes;
    }
}
