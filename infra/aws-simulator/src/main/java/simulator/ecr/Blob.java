package simulator.ecr;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Bytes of a registry, known by their digest. */
record Blob(String mediaType, byte[] bytes, String digest) {

    static Blob of(String mediaType, byte[] bytes) {
        return new Blob(mediaType, bytes, digest(bytes));
    }

    static String digest(byte[] bytes) {
        try {
            return "sha256:"
                    + HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
