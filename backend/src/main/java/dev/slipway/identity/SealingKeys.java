package dev.slipway.identity;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals with AES-256-GCM what the database must not hold as it is: the first key seals, all of them open. A key is known by
 * the beginning of its SHA-256, so that nobody has to name it.
 */
final class SealingKeys {

    /** Bytes of a key. */
    static final int LENGTH = 32;

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;

    private final Map<String, SecretKeySpec> keys = new LinkedHashMap<>();

    /** @param keys of {@link #LENGTH} bytes, at least one */
    SealingKeys(List<byte[]> keys) {
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("Without a key nothing can be sealed");
        }
        for (var key : keys) {
            if (key.length != LENGTH) {
                throw new IllegalArgumentException("A key has " + LENGTH + " bytes, not " + key.length);
            }
            this.keys.put(id(key), new SecretKeySpec(key, "AES"));
        }
    }

    /** What is kept of something, and with which key it is sealed. */
    record Sealed(String keyId, byte[] bytes) {}

    /** The one that seals. */
    String current() {
        return keys.keySet().iterator().next();
    }

    boolean has(String keyId) {
        return keys.containsKey(keyId);
    }

    /** @param owner whose it is: sealed for one it does not open for another */
    Sealed seal(byte[] plain, String owner) {
        var nonce = new byte[NONCE];
        RANDOM.nextBytes(nonce);
        try {
            var sealed = cipher(Cipher.ENCRYPT_MODE, current(), nonce, owner).doFinal(plain);
            return new Sealed(
                    current(),
                    ByteBuffer.allocate(NONCE + sealed.length)
                            .put(nonce)
                            .put(sealed)
                            .array());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has AES-GCM", e);
        }
    }

    /** @throws SealBroken if the key is not here, or somebody changed what is kept */
    byte[] open(Sealed sealed, String owner) {
        if (!has(sealed.keyId())) {
            throw new SealBroken("it is sealed with the key " + sealed.keyId()
                    + ", which is not among this portal's (SLIPWAY_ENCRYPTION_KEYS)");
        }
        try {
            var nonce = new byte[NONCE];
            ByteBuffer.wrap(sealed.bytes()).get(nonce);
            return cipher(Cipher.DECRYPT_MODE, sealed.keyId(), nonce, owner)
                    .doFinal(sealed.bytes(), NONCE, sealed.bytes().length - NONCE);
        } catch (GeneralSecurityException | RuntimeException e) {
            throw new SealBroken("what the database holds was changed by somebody without the key", e);
        }
    }

    private Cipher cipher(int mode, String keyId, byte[] nonce, String owner) throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, keys.get(keyId), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(owner.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    static byte[] fresh() {
        var key = new byte[LENGTH];
        RANDOM.nextBytes(key);
        return key;
    }

    private static String id(byte[] key) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(key), 0, 4);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "keys " + keys.keySet();
    }
}
