package dev.slipway.identity;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Time-based one-time passwords (RFC 6238) as all authenticator apps make them: SHA-1, 6 digits, a new one every 30 seconds. */
record Totp(byte[] secret) {

    static final Duration STEP = Duration.ofSeconds(30);

    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final SecureRandom RANDOM = new SecureRandom();

    static Totp random() {
        var secret = new byte[20];
        RANDOM.nextBytes(secret);
        return new Totp(secret);
    }

    static long stepAt(Instant time) {
        return Math.floorDiv(time.getEpochSecond(), STEP.toSeconds());
    }

    /** RFC 4226, section 5.3. */
    String code(long step) {
        try {
            var mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(secret, "HmacSHA1"));
            var hash = mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
            var number = ByteBuffer.wrap(hash).getInt(hash[hash.length - 1] & 0xf) & 0x7fff_ffff;
            return "%06d".formatted(number % 1_000_000);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has HmacSHA1", e);
        }
    }

    /** The step whose code it is: now, or one before or after, since clocks differ. */
    OptionalLong stepOf(String code, Instant now) {
        var current = stepAt(now);
        return LongStream.of(current, current - 1, current + 1)
                .filter(step -> code(step).equals(code))
                .findFirst();
    }

    /** As people type it into an app (RFC 4648, section 6). */
    String base32() {
        var text = new StringBuilder();
        var bits = 0;
        var held = 0;
        for (var b : secret) {
            bits = bits << 8 | b & 0xff;
            held += 8;
            while (held >= 5) {
                held -= 5;
                text.append(BASE32.charAt(bits >> held & 31));
            }
            bits &= (1 << held) - 1;
        }
        return text.toString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Totp totp && Arrays.equals(secret, totp.secret);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(secret);
    }

    @Override
    public String toString() {
        return "***";
    }
}
