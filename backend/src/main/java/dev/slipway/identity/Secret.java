package dev.slipway.identity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** A random value known to its bearer alone; only its SHA-256 is stored, which 256 random bits make safe without salt. */
public record Secret(String value) {

    private static final SecureRandom RANDOM = new SecureRandom();

    public static Secret random() {
        return random("");
    }

    static Secret random(String prefix) {
        var bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return new Secret(prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    public byte[] hash() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    /** Fails unless a row that was read is the one asked for: nobody becomes somebody else by a fault below us. */
    public void mustHave(byte @Nullable [] hash) {
        if (hash == null || !MessageDigest.isEqual(hash, hash())) {
            throw new IllegalStateException("The database answered with the row of another secret");
        }
    }

    @Override
    public String toString() {
        return "***";
    }
}
