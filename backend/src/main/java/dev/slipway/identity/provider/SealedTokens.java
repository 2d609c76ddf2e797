package dev.slipway.identity.provider;

import dev.slipway.identity.Secret;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The provider's tokens of a session, which the portal asks the provider with whether the person still holds. Kept sealed with
 * a key derived from the session's id: the database has only the hash of that, so whoever reads the database has no tokens.
 *
 * @param identity the ID token, which a logout at the provider names
 * @param renewing a refresh token, or GitHub's access token
 */
record SealedTokens(@Nullable String identity, @Nullable String renewing) {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int NONCE = 12;

    byte[] seal(Secret session) {
        try {
            var nonce = new byte[NONCE];
            RANDOM.nextBytes(nonce);
            var cipher = cipher(Cipher.ENCRYPT_MODE, session, nonce);
            var sealed = cipher.doFinal(JSON.writeValueAsBytes(this));
            return ByteBuffer.allocate(NONCE + sealed.length)
                    .put(nonce)
                    .put(sealed)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has AES-GCM", e);
        }
    }

    static SealedTokens open(Secret session, byte[] sealed) {
        try {
            var nonce = ByteBuffer.wrap(sealed).slice(0, NONCE);
            var bytes = new byte[NONCE];
            nonce.get(bytes);
            var cipher = cipher(Cipher.DECRYPT_MODE, session, bytes);
            return JSON.readValue(cipher.doFinal(sealed, NONCE, sealed.length - NONCE), SealedTokens.class);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The tokens of a session were sealed for another one", e);
        }
    }

    private static Cipher cipher(int mode, Secret session, byte[] nonce) throws GeneralSecurityException {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(session.value().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        var key = mac.doFinal("slipway provider tokens".getBytes(StandardCharsets.UTF_8));
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, nonce));
        return cipher;
    }

    @Override
    public String toString() {
        return "***";
    }
}
