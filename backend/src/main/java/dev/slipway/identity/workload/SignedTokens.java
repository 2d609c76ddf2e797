package dev.slipway.identity.workload;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Reads signed tokens (RFC 7519) of issuers that rules name: the signature, and that it holds now. */
@Component
class SignedTokens {

    /** Asymmetric ones alone; unsigned tokens and shared secrets are never looked at. */
    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384,
            JWSAlgorithm.ES512);

    private static final Duration SKEW = Duration.ofSeconds(60);
    private static final int LONGEST = 16 * 1024;

    private final IssuerKeys keys;
    private final InstantSource clock;

    SignedTokens(IssuerKeys keys, InstantSource clock) {
        this.keys = keys;
        this.clock = clock;
    }

    /** A token whose signature nobody has looked at yet. */
    record Unproven(SignedJWT token, JWTClaimsSet claims) {

        String issuer() {
            return String.valueOf(claims.getIssuer());
        }
    }

    static boolean looksLikeOne(String text) {
        return text.startsWith("ey") && text.chars().filter(c -> c == '.').count() == 2;
    }

    static Unproven read(String text) {
        if (text.length() > LONGEST) {
            throw new WorkloadRefused("it is longer than " + LONGEST + " characters");
        }
        try {
            var token = SignedJWT.parse(text);
            if (!ALGORITHMS.contains(token.getHeader().getAlgorithm())) {
                throw new WorkloadRefused("its signature is not of a kind that is accepted");
            }
            return new Unproven(token, token.getJWTClaimsSet());
        } catch (ParseException | IllegalArgumentException _) {
            throw new WorkloadRefused("it is not a signed JSON Web Token");
        }
    }

    /** Its claims, once the signature of its issuer is proven. */
    Mono<Map<String, Object>> prove(Unproven token) {
        var kid = token.token().getHeader().getKeyID();
        if (kid == null) {
            return Mono.error(() -> new WorkloadRefused("it names no key"));
        }
        return keys.find(token.issuer(), kid)
                .switchIfEmpty(Mono.error(() -> new WorkloadRefused("its issuer has no key " + kid)))
                .map(key -> {
                    verify(token.token(), key);
                    checkTimes(token.claims());
                    return token.claims().toJSONObject();
                });
    }

    private static void verify(SignedJWT token, JWK key) {
        try {
            if (!(key instanceof AsymmetricJWK asymmetric)) {
                throw new WorkloadRefused("its key is not a public one");
            }
            var verifier =
                    new DefaultJWSVerifierFactory().createJWSVerifier(token.getHeader(), asymmetric.toPublicKey());
            if (!token.verify(verifier)) {
                throw new WorkloadRefused("its signature is wrong");
            }
        } catch (JOSEException _) {
            throw new WorkloadRefused("its signature is wrong");
        }
    }

    private void checkTimes(JWTClaimsSet claims) {
        var now = clock.instant();
        var end = claims.getExpirationTime();
        if (end == null || !end.toInstant().isAfter(now.minus(SKEW))) {
            throw new WorkloadRefused("it has expired");
        }
        var begin = claims.getNotBeforeTime();
        if (begin != null && begin.toInstant().isAfter(now.plus(SKEW))) {
            throw new WorkloadRefused("it does not hold yet");
        }
        var issued = claims.getIssueTime();
        if (issued != null && issued.toInstant().isAfter(now.plus(SKEW))) {
            throw new WorkloadRefused("it comes from the future");
        }
    }
}
