package dev.slipway.artifact;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** SHA-256 of an artifact's bytes, written {@code sha256:} and 64 lower-case hexadecimal digits (OCI image spec). */
public record Digest(String value) {

    private static final Pattern FORM = Pattern.compile("sha256:[0-9a-f]{64}");

    public Digest {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "A digest is sha256: and 64 lower-case hexadecimal digits, not '" + value + "'");
        }
    }

    public static Digest ofHex(String hex) {
        return new Digest("sha256:" + hex);
    }

    public static Digest of(byte[] bytes) {
        return ofHex(HexFormat.of().formatHex(sha256().digest(bytes)));
    }

    /** Reads the whole file. */
    public static Digest of(Path file) throws IOException {
        var digest = sha256();
        try (var in = new DigestInputStream(Files.newInputStream(file), digest)) {
            in.transferTo(java.io.OutputStream.nullOutputStream());
        }
        return ofHex(HexFormat.of().formatHex(digest.digest()));
    }

    /** The first 12 hexadecimal digits, for people. */
    public String abbreviated() {
        return value.substring(0, "sha256:".length() + 12);
    }

    public String hex() {
        return value.substring("sha256:".length());
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    static InputStream digesting(InputStream in, MessageDigest digest) {
        return new DigestInputStream(in, digest);
    }

    @Override
    public String toString() {
        return value;
    }
}
